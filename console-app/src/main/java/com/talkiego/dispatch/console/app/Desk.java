package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.console.keystore.KeptSignIn;
import com.talkiego.dispatch.console.keystore.SecretStore;
import com.talkiego.dispatch.core.api.Trust;
import com.talkiego.dispatch.core.media.LinkStatistics;
import com.talkiego.dispatch.core.media.MediaRuntime;
import com.talkiego.dispatch.core.media.MicSetting;
import com.talkiego.dispatch.core.media.SlotSink;
import com.talkiego.dispatch.core.media.WebRtcMedia;
import com.talkiego.dispatch.core.media.WebRtcMicProcessor;
import com.talkiego.dispatch.core.mix.MicProcessor;
import com.talkiego.dispatch.core.mix.UplinkSink;
import com.talkiego.dispatch.core.relay.RelayWays;
import com.talkiego.dispatch.core.session.Actor;
import com.talkiego.dispatch.core.session.DeskMemory;
import com.talkiego.dispatch.core.session.DispatchSession;
import com.talkiego.dispatch.core.session.MediaPort;
import com.talkiego.dispatch.core.session.OkHttpSignal;
import com.talkiego.dispatch.core.session.SessionSettings;
import com.talkiego.dispatch.core.session.SignIn;
import com.talkiego.dispatch.devices.priority.ThreadPriorities;
import com.talkiego.dispatch.devices.sound.DeskAudio;
import com.talkiego.dispatch.devices.sound.SoundChoice;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A console without its window: session, media, sound, put together and taken apart in the right order. */
public final class Desk implements AutoCloseable {
    /** Receive slots at the most: what the engine has strips for. */
    static final int MOST_SLOTS = MediaPort.SIDES * MediaPort.SIDE_SLOTS;

    private final Actor actor;
    private final MediaRuntime runtime;
    private final ChosenServer server;
    private final KeptSignIn kept;
    private final String position;
    private final OkHttpSignal signal;
    private final RelayWays relays;
    private final WebRtcMedia media;
    private final @Nullable WebRtcMicProcessor processor;
    private final ThreadPriorities priorities = ThreadPriorities.ofThisSystem();
    private final DeskAudio audio;
    private final DispatchSession session;

    /**
     * How a desk is set up.
     *
     * @param position name of the desk, as other positions see it
     * @param cleanMicrophone whether echo, noise and level of the microphone are worked on
     * @param secrets where a sign-in is kept for the next start, if that is wanted
     */
    public record Setup(
            URI server,
            Trust trust,
            String position,
            SoundChoice sound,
            boolean cleanMicrophone,
            DeskMemory memory,
            SecretStore secrets) {
        /** One that keeps no sign-in. */
        public Setup(
                URI server,
                Trust trust,
                String position,
                SoundChoice sound,
                boolean cleanMicrophone,
                DeskMemory memory) {
            this(server, trust, position, sound, cleanMicrophone, memory, SecretStore.NONE);
        }
    }

    /** Starts everything; nobody is signed in yet. */
    public Desk(Setup setup) {
        this(setup, MediaRuntime.start());
    }

    /** The same with a media runtime started before, which is this desk's from now on. */
    Desk(Setup setup, MediaRuntime runtime) {
        this.runtime = runtime;
        actor = Actor.start(System::nanoTime, InstantSource.system());
        actor.post(() -> {
            priorities.control();
            actor.after(ThreadPriorities.SETTLED, priorities::tell);
        });
        priorities.safepoints();
        position = setup.position();
        kept = new KeptSignIn(setup.secrets());
        server = new ChosenServer(setup.server(), setup.trust(), InstantSource.system(), kept);
        server.prepare();
        signal = new OkHttpSignal(setup.trust(), priorities::control);
        AtomicReference<@Nullable DispatchSession> told = new AtomicReference<>();
        relays = new RelayWays(setup.trust(), sentence -> {
            DispatchSession target = told.get();
            if (target != null) {
                target.relayTrouble(sentence);
            }
        });
        runtime.ways(relays);
        AtomicReference<@Nullable DeskAudio> taps = new AtomicReference<>();
        media = new WebRtcMedia(runtime, (slot, pcm, samples, now) -> {
            DeskAudio target = taps.get();
            int place = SlotSink.place(slot, MOST_SLOTS, DeskAudio.PEER_SLOTS);
            if (target != null && place >= 0) {
                target.engine().tap(place).write(pcm, samples, now);
            }
        });
        processor = setup.cleanMicrophone() ? new WebRtcMicProcessor(MicSetting.DESK) : null;
        UplinkSink uplinks = media;
        audio = new DeskAudio(
                MOST_SLOTS,
                setup.sound(),
                uplinks,
                processor == null ? MicProcessor.NONE : processor,
                priorities,
                System::nanoTime);
        taps.set(audio);
        session = new DispatchSession(
                SessionSettings.position(clientName(), setup.position(), setup.memory()),
                actor,
                server,
                signal,
                media,
                audio);
        told.set(session);
    }

    private static String clientName() {
        String version = Desk.class.getPackage().getImplementationVersion();
        return "talkiego-dispatch/" + (version == null ? "dev" : version);
    }

    /** Signs in at the server named before. */
    public void signIn(SignIn who) {
        session.signIn(who);
    }

    /** Signs in at that server; whether the next start is to go on with that, without a password. */
    public void signIn(URI at, SignIn who, boolean stay) {
        server.choose(at, stay ? account(at, who) : null);
        session.signIn(who);
    }

    /** Goes on with the sign-in that an earlier run kept of that operator at that server, if it did. */
    public void resume(URI at, String tenant, String user) {
        signIn(at, SignIn.kept(tenant, user), true);
    }

    /** What a sign-in is kept under: no other server is ever sent it, and two desks of one computer do not use up each other's. */
    private String account(URI at, SignIn who) {
        return who.tenant() + "/" + who.user() + " at " + at + ", " + position;
    }

    /** Who takes the sentence when the sign-in should be kept for the next start and is not; on any thread. */
    void tellNotKept(Consumer<String> taker) {
        kept.tell(taker);
    }

    /** Whether audio is to go by TURN servers only; counts for links that are opened from now on. */
    public void relayOnly(boolean only) {
        relays.relayOnly(only);
    }

    /** How the listen link fares and by which way it comes; any thread. */
    public LinkStatistics listenLink() {
        return media.statistics().subscriber();
    }

    /** How the talk link fares and by which way it goes; any thread. */
    public LinkStatistics talkLink() {
        return media.statistics().publisher();
    }

    public DispatchSession session() {
        return session;
    }

    public DeskAudio audio() {
        return audio;
    }

    WebRtcMedia media() {
        return media;
    }

    /** Ends in order: the session (gates, keys, floor, socket), the links and their taps, the tick and the devices, the rest. */
    @Override
    public void close() {
        session.close();
        actor.close();
        media.close();
        audio.close();
        if (processor != null) {
            processor.close();
        }
        runtime.close();
        relays.close();
        signal.close();
        server.close();
        kept.close();
    }
}
