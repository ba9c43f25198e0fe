package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.console.app.Desk;
import com.talkiego.dispatch.console.keystore.SecretStore;
import com.talkiego.dispatch.core.mix.AudioEngine;
import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.model.MediaWay;
import com.talkiego.dispatch.core.model.PttTarget;
import com.talkiego.dispatch.core.model.TransmitPhase;
import com.talkiego.dispatch.core.session.DeskMemory;
import com.talkiego.dispatch.core.session.DispatchSession;
import com.talkiego.dispatch.core.session.SignIn;
import com.talkiego.dispatch.core.session.Subscription;
import com.talkiego.dispatch.devices.sound.Microphone;
import com.talkiego.dispatch.devices.sound.SoundChoice;
import java.time.Duration;
import java.util.List;

/** A console without a window and without sound devices, whose ears keep all that comes in. */
final class ListeningDesk {
    static final Duration SOON = Duration.ofSeconds(20);
    private static final List<String> ITS_THREADS = List.of(
            "signalling", "signal-reader", "media-ops", "audio-tick", "capture", "playback-", "test-ears", "held-key");

    private final TestBackend backend;
    private final Desk desk;
    private final Ears ears;
    private final Subscription states;

    ListeningDesk(TestBackend backend, String position, Microphone microphone) {
        this(backend, position, microphone, SecretStore.NONE);
    }

    /** One that keeps its sign-in there, if it is told to stay. */
    ListeningDesk(TestBackend backend, String position, Microphone microphone, SecretStore secrets) {
        this.backend = backend;
        desk = new Desk(new Desk.Setup(
                backend.api(),
                backend.trust(),
                position,
                SoundChoice.silent(microphone),
                false,
                DeskMemory.EMPTY,
                secrets));
        ears = new Ears(desk.audio().engine());
        states = desk.session().onState(ears::learn);
    }

    ListeningDesk signIn() {
        return signIn("demo");
    }

    ListeningDesk signIn(String password) {
        desk.signIn(new SignIn("demo", "dispatcher", password));
        return this;
    }

    /** Goes on with the sign-in that is kept, and has no password to sign in again with. */
    ListeningDesk resume() {
        desk.resume(backend.api(), "demo", "dispatcher");
        return this;
    }

    /** Audio by relays only, from the next link on. */
    ListeningDesk relayOnly() {
        desk.relayOnly(true);
        return this;
    }

    /** By which way the listen link comes in. */
    MediaWay listensBy() {
        return desk.listenLink().way();
    }

    /** By which way the talk link goes out. */
    MediaWay talksBy() {
        return desk.talkLink().way();
    }

    /** Waits until every channel can be heard, and every unit can hear. */
    ListeningDesk awaitJoined() {
        await("all channels joined").atMost(SOON).until(this::joined);
        await("all units listen").atMost(SOON).until(backend::unitsListen);
        return this;
    }

    boolean joined() {
        return joined(state());
    }

    /** Whether in that state every channel can be heard. */
    static boolean joined(ConsoleState state) {
        return state.connection() instanceof Connection.Online
                && !state.channels().isEmpty()
                && state.channels().stream().allMatch(line -> line.path() instanceof ChannelState.Path.Up);
    }

    DispatchSession session() {
        return desk.session();
    }

    ConsoleState state() {
        return desk.session().state();
    }

    Ears ears() {
        return ears;
    }

    /** Peak of the louder output; it falls by 24 dB a second. */
    double loudestDbfs() {
        AudioEngine engine = desk.audio().engine();
        return Math.max(engine.outputPeakDbfs(Bus.SELECT), engine.outputPeakDbfs(Bus.UNSELECT));
    }

    ChannelState line(String channel) {
        return state().channel(new ChannelId(channel)).orElseThrow();
    }

    ChannelState.Transmit transmit(String channel) {
        return line(channel).transmit();
    }

    void awaitPhase(String channel, TransmitPhase phase) {
        await(phase + " on " + channel)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(transmit(channel).phase())
                        .as("%s", state().events())
                        .isEqualTo(phase));
    }

    HeldKey press(String channel) {
        return new HeldKey(session(), new PttTarget.OneChannel(new ChannelId(channel)));
    }

    HeldKey pressSelected() {
        return new HeldKey(session(), new PttTarget.General());
    }

    /** Ends it, while others of its kind go on. */
    void end() throws InterruptedException {
        states.close();
        desk.close();
        ears.close();
    }

    /** Ends it and waits until none of its threads is left. */
    void close() throws InterruptedException {
        close(this);
    }

    /** Ends all there are and waits until none of their threads is left. */
    static void close(ListeningDesk... all) throws InterruptedException {
        for (ListeningDesk each : all) {
            each.end();
        }
        await("threads ended")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> ITS_THREADS.stream().anyMatch(name::startsWith)));
    }
}
