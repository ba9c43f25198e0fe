package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelKind;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.model.MemberKind;
import com.talkiego.dispatch.core.model.PttTarget;
import com.talkiego.dispatch.core.model.Transmission;
import com.talkiego.dispatch.core.model.TransmitPhase;
import com.talkiego.dispatch.core.wire.ClientMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A session in the hand: every clock, the backend, media and audio move only when the test says so, 10 ms at a time. */
final class Rig {
    static final ChannelId FIRE = new ChannelId("fire-1");
    static final ChannelId EMS = new ChannelId("ems-1");
    static final ChannelId WEATHER = new ChannelId("weather");
    static final Member ENGINE = new Member("unit-7", "Engine 7", MemberKind.UNIT, null);
    static final Duration LEASE = Duration.ofMillis(300);

    final ManualActor actor = new ManualActor();
    final FakeApi api = new FakeApi();
    final FakeBackend backend = new FakeBackend(actor);
    final FakeMedia media = new FakeMedia();
    final FakeAudio audio = new FakeAudio();
    final List<Press> held = new ArrayList<>();
    final DispatchSession session;
    private int frames;
    private int sources;

    Rig() {
        this(SessionSettings.position("test", "Desk 1", DeskMemory.EMPTY));
    }

    Rig(SessionSettings settings) {
        api.channels.add(new Channel(FIRE, 1, "Fire 1", ChannelKind.GROUP, 5, false, 60_000));
        api.channels.add(new Channel(EMS, 2, "EMS 1", ChannelKind.GROUP, 5, false, 60_000));
        api.channels.add(new Channel(WEATHER, 3, "Weather", ChannelKind.BROADCAST, 1, true, 60_000));
        session = new DispatchSession(settings, actor, api, backend, media, audio);
        actor.run();
    }

    static Rig online() {
        return new Rig().signedIn();
    }

    Rig signedIn() {
        session.signIn(new SignIn("demo", "dispatcher", "demo"));
        advance(200);
        return this;
    }

    /** Moves all clocks; whatever is held is renewed as its thread would do. */
    void advance(long millis) {
        for (long passed = 0; passed < millis; passed += 10) {
            held.forEach(Press::renew);
            actor.advance(Duration.ofMillis(10));
            audio.frame(actor.nanoTime());
            if (++frames % 50 == 0) {
                media.beat(actor.nanoTime());
            }
            actor.run();
        }
    }

    Press press(PttTarget target) {
        return press("source-" + ++sources, target);
    }

    Press press(String source, PttTarget target) {
        Press press = session.press(new SourceId(source), source, target, LEASE);
        held.add(press);
        actor.run();
        return press;
    }

    Press press(ChannelId channel) {
        return press(new PttTarget.OneChannel(channel));
    }

    Press general() {
        return press(new PttTarget.General());
    }

    void release(Press press) {
        held.remove(press);
        press.release();
        actor.run();
    }

    /** The key stays down, but nobody sees it any more. */
    void freeze(Press press) {
        held.remove(press);
    }

    String ticketOf(Press press) {
        return "t" + press.ticket();
    }

    void grant(Press press, ChannelId channel) {
        backend.grant(ticketOf(press), channel.value(), 1000 + press.ticket());
        actor.run();
    }

    void passing(Press press) {
        backend.passing(ticketOf(press));
        actor.run();
    }

    ConsoleState state() {
        actor.run();
        return session.state();
    }

    ChannelState channel(ChannelId id) {
        return state().channel(id).orElseThrow(() -> new AssertionError("no channel " + id + " in " + session.state()));
    }

    TransmitPhase phase(ChannelId id) {
        return channel(id).transmit().phase();
    }

    Transmission transmission(Press press) {
        return state().transmissions().stream()
                .filter(transmission -> transmission.ticket() == press.ticket())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no ticket of " + press.ticket()));
    }

    List<String> events() {
        return state().events().stream().map(event -> event.sentence()).toList();
    }

    List<ClientMessage.FloorRelease> releases() {
        return backend.all(ClientMessage.FloorRelease.class);
    }
}
