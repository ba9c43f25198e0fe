package com.talkiego.dispatch.mock.units;

import com.talkiego.dispatch.core.media.MediaRuntime;
import com.talkiego.dispatch.core.media.WebRtcMedia;
import com.talkiego.dispatch.core.mix.UplinkSink;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.model.PttTarget;
import com.talkiego.dispatch.core.model.TransmitPhase;
import com.talkiego.dispatch.core.session.Actor;
import com.talkiego.dispatch.core.session.DispatchSession;
import com.talkiego.dispatch.core.session.Press;
import com.talkiego.dispatch.core.session.SessionSettings;
import com.talkiego.dispatch.core.session.SignIn;
import com.talkiego.dispatch.core.session.SourceId;
import com.talkiego.dispatch.mock.edge.Units.UnitSnapshot;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One simulated unit on one channel: a true client of the backend that presses, waits for the floor, talks and lets go, as a person
 * would. Its behaviour runs on {@code units-clock}; requests come from any thread through a bounded queue.
 */
final class Unit {
    private static final SourceId KEY = new SourceId("radio");
    private static final Duration LEASE = Duration.ofMillis(800);
    private static final Duration SIGN_IN_AGAIN = Duration.ofSeconds(1);
    private static final int MOST_WAITING = 8;

    /** Without an answer to a press for that long, it is let go, ns. */
    private static final long PATIENCE_NANOS = 6_000_000_000L;

    private static final long LEAST_PAUSE_NANOS = 300_000_000L;

    /** Something to say; {@code again} over and over for {@code seconds}. */
    record Saying(Sound sound, boolean again, double seconds) {
        static Saying once(Sound sound) {
            return new Saying(sound, false, sound.seconds());
        }
    }

    private enum Doing {
        LISTENING("listening"),
        ASKING("waiting for the floor"),
        TALKING("talking");

        private final String words;

        Doing(String words) {
            this.words = words;
        }
    }

    private final String id;
    private final String alias;
    private final ChannelId channel;
    private final Random random;
    private final UnitMicrophone microphone;
    private final WebRtcMedia media;
    private final UnitAudio audio;
    private final DispatchSession session;
    private final Actor actor;
    private final SignIn signIn;
    private boolean signingInAgain;
    private final ConcurrentLinkedQueue<Saying> asked = new ConcurrentLinkedQueue<>();
    private final Deque<Saying> waiting = new ArrayDeque<>();
    /** Sayings asked for that it is not done with. */
    private final AtomicInteger toSay = new AtomicInteger();

    private final AtomicReference<Doing> doing = new AtomicReference<>(Doing.LISTENING);
    private @Nullable Press press;
    private volatile @Nullable Saying saying;
    private long since;
    private long notBefore;
    private int said;

    /** What a unit is made with. */
    record Made(
            String id,
            String alias,
            ChannelId channel,
            boolean listens,
            boolean marked,
            SignIn signIn,
            Random random) {}

    Unit(Made made, Connections connections, Actor actor, MediaRuntime runtime, Marks marks) {
        this.id = made.id();
        this.alias = made.alias();
        this.channel = made.channel();
        this.random = made.random();
        this.microphone = new UnitMicrophone(made.marked());
        AtomicReference<@Nullable UnitAudio> late = new AtomicReference<>();
        this.media = new WebRtcMedia(runtime, (slot, pcm, samples, now) -> {
            UnitAudio target = late.get();
            if (target != null) {
                target.frame(slot, pcm, samples, now);
            }
        });
        UplinkSink sink = made.marked() ? marking(marks) : media;
        this.audio = new UnitAudio(sink, microphone, made.listens(), System::nanoTime);
        late.set(audio);
        this.session = new DispatchSession(
                SessionSettings.unit("simulated-unit", made.listens()),
                actor,
                connections.api(),
                connections.signal(),
                media,
                audio);
        this.actor = actor;
        this.signIn = made.signIn();
        session.onState(this::learn);
        session.signIn(signIn);
    }

    private UplinkSink marking(Marks marks) {
        return (uplink, pcm) -> {
            if (Marks.begins(pcm)) {
                marks.pushed(id, channel.value(), System.nanoTime());
            }
            media.push(uplink, pcm);
        };
    }

    private void learn(ConsoleState state) {
        if (state.connection() instanceof Connection.SignedOut out
                && !out.reason().isEmpty()
                && !signingInAgain) {
            // Nobody stands beside a unit to press the button again, and a busy machine is no reason to stay out.
            signingInAgain = true;
            actor.after(SIGN_IN_AGAIN, () -> {
                signingInAgain = false;
                session.signIn(signIn);
            });
        }
        for (ChannelState line : state.channels()) {
            for (ChannelState.Talker talker : line.talkers()) {
                audio.announced(talker.over(), line.channel().id().value(), talker.member());
            }
        }
    }

    String id() {
        return id;
    }

    String alias() {
        return alias;
    }

    ChannelId channel() {
        return channel;
    }

    /** The channel as this unit has it, null before it is joined; any thread. */
    @Nullable
    ChannelState line() {
        for (ChannelState line : session.state().channels()) {
            if (line.channel().id().equals(channel)) {
                return line;
            }
        }
        return null;
    }

    /** Whether it can talk. */
    boolean ready() {
        ChannelState line = line();
        return line != null && line.path() instanceof ChannelState.Path.Up;
    }

    /** Asks it to say something; false if it has enough to say already. Any thread. */
    boolean ask(Saying what) {
        if (asked.size() >= MOST_WAITING) {
            return false;
        }
        toSay.incrementAndGet();
        return asked.add(what);
    }

    /** Whether it has nothing to say and nothing going on; {@code units-clock}. */
    boolean silent() {
        return doing.get() == Doing.LISTENING && asked.isEmpty() && waiting.isEmpty();
    }

    /** How many of its sayings it is done with; {@code units-clock}. */
    int said() {
        return said;
    }

    /** Raises an emergency, and opens its microphone for 10 s. */
    void emergency(Sound call) {
        session.raiseEmergency(channel);
        ask(new Saying(call, true, 10));
    }

    /** One step of the clock. */
    void tick(long now) {
        for (Saying next = asked.poll(); next != null; next = asked.poll()) {
            waiting.addLast(next);
        }
        switch (doing.get()) {
            case LISTENING -> maybeAsk(now);
            case ASKING -> awaitFloor(now);
            case TALKING -> talk(now);
        }
        audio.tick(now);
    }

    private void maybeAsk(long now) {
        ChannelState line = line();
        if (waiting.isEmpty() || now - notBefore < 0 || line == null || !ready()) {
            return;
        }
        boolean free = line.talkers().isEmpty() && line.transmit().phase() == TransmitPhase.NONE;
        if (free) {
            saying = waiting.removeFirst();
            press = session.press(KEY, "radio", new PttTarget.OneChannel(channel), LEASE);
            since = now;
            doing.set(Doing.ASKING);
        }
    }

    private void awaitFloor(long now) {
        Press held = press;
        Saying what = saying;
        if (held == null || what == null) {
            doing.set(Doing.LISTENING);
            return;
        }
        held.renew();
        if (audio.sending(held.ticket())) {
            microphone.say(what.sound(), what.again());
            since = now;
            doing.set(Doing.TALKING);
            return;
        }
        ChannelState line = line();
        TransmitPhase phase =
                line == null ? TransmitPhase.NONE : line.transmit().phase();
        boolean refused = phase == TransmitPhase.REFUSED || phase == TransmitPhase.CUT_OFF;
        if (refused || now - since > PATIENCE_NANOS) {
            held.release();
            press = null;
            waiting.addFirst(what);
            pause(now, 0.5 + random.nextDouble());
        }
    }

    private void talk(long now) {
        Press held = press;
        Saying what = saying;
        if (held == null || what == null) {
            doing.set(Doing.LISTENING);
            return;
        }
        boolean over = !microphone.speaking() || now - since > what.seconds() * 1e9;
        if (over || !audio.sending(held.ticket())) {
            held.release();
            microphone.stop();
            press = null;
            said++;
            toSay.decrementAndGet();
            pause(now, 0);
        } else {
            held.renew();
        }
    }

    private void pause(long now, double seconds) {
        notBefore = now + Math.max(LEAST_PAUSE_NANOS, (long) (seconds * 1e9));
        doing.set(Doing.LISTENING);
    }

    UnitSnapshot snapshot() {
        return new UnitSnapshot(id, alias, List.of(channel.value()), words(), audio.heard());
    }

    private String words() {
        Doing now = doing.get();
        Saying what = saying;
        if (now == Doing.LISTENING && toSay.get() > 0) {
            return "about to talk";
        }
        return now == Doing.TALKING && what != null ? "talking: " + what.sound().words() : now.words;
    }

    /** Signs off; the clock must have stopped before. */
    void signOff() {
        session.close();
    }

    /** Ends its media, once its sign-off was carried out. */
    void free() {
        media.close();
    }
}
