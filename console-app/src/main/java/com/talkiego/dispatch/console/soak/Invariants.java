package com.talkiego.dispatch.console.soak;

import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.model.TransmitPhase;
import com.talkiego.dispatch.core.session.SessionStatistics;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold whatever is done to the console; looked at every few milliseconds. One thread. */
final class Invariants {
    /** After key-up: 300 ms to close the intake, 1.5 s to send what was taken, and a moment for a busy machine. */
    static final Duration GATES_CLOSED = Duration.ofMillis(3_500);

    /** An over that nobody holds any more ends at the backend: 4 s without packets, 3 s to drain, and a moment. */
    static final Duration FLOOR_FREE = Duration.ofSeconds(12);

    /** The path is back: however it was broken, every fault here ends by itself after 6 s at most. */
    static final Duration PATH_BACK = Duration.ofSeconds(40);

    private static final Duration PULLED = Duration.ofSeconds(5);
    private static final Duration LEAKS_EVERY = Duration.ofSeconds(2);
    private static final int MORE_THREADS = 40;
    private static final int MORE_DESCRIPTORS = 150;
    private static final double MORE_MB = 150;

    private static final Set<TransmitPhase> OPEN = EnumSet.of(
            TransmitPhase.GRANTED, TransmitPhase.ON_AIR, TransmitPhase.NOT_CONFIRMED, TransmitPhase.STILL_SENDING);

    private final Subject subject;
    private final BackendButtons backend;
    private @Nullable ProcessLeaks base;
    private long releasedNanos;
    private boolean held;
    private long quietFrames = -1;
    private long onlineNanos = System.nanoTime();
    private long longestOfflineNanos;
    private long hearingNanos = System.nanoTime();
    private long deafNanos = System.nanoTime();
    private long longestDeafNanos;
    private long leaksNanos;

    Invariants(Subject subject, BackendButtons backend) {
        this.subject = subject;
        this.backend = backend;
        this.releasedNanos = System.nanoTime();
    }

    /** Everything is warm: what the process holds now is what it may hold. */
    void settle() {
        base = ProcessLeaks.now();
    }

    ProcessLeaks base() {
        ProcessLeaks measured = base;
        return measured == null ? ProcessLeaks.now() : measured;
    }

    /** Some source is held, or none any more. */
    void held(boolean now) {
        if (held && !now) {
            releasedNanos = System.nanoTime();
        }
        held = now;
        quietFrames = -1;
    }

    /** The longest time without a path, in ms. */
    long longestOfflineMillis() {
        return Duration.ofNanos(longestOfflineNanos).toMillis();
    }

    /** The longest time in which no channel could be heard, in ms. */
    long longestDeafMillis() {
        return Duration.ofNanos(longestDeafNanos).toMillis();
    }

    /** @throws Breach for the first that does not hold */
    void check() throws Breach {
        long now = System.nanoTime();
        ConsoleState state = subject.session().state();
        gates(state, now);
        path(state, now);
        hearing(state, now);
        if (now - leaksNanos > LEAKS_EVERY.toNanos()) {
            leaksNanos = now;
            SessionStatistics statistics = subject.session().statistics();
            if (statistics.defects() > 0) {
                throw new Breach(statistics.defects() + " tasks of the session failed; the log says which");
            }
            floor(now);
            leaks();
        }
    }

    /** Whether there is a path, nothing is being sent, and the backend gives this position no floor. */
    boolean free() {
        ConsoleState state = subject.session().state();
        List<BackendButtons.Talk> talks = backend.talks();
        return state.connection() instanceof Connection.Online
                && state.transmissions().isEmpty()
                && talks != null
                && talks.stream().noneMatch(talk -> talk.talker().equals(subject.position()));
    }

    private void gates(ConsoleState state, long now) throws Breach {
        long pushed = subject.soundPushed().getAsLong();
        if (held || now - releasedNanos < GATES_CLOSED.toNanos()) {
            return;
        }
        boolean open = state.transmissions().stream()
                .flatMap(transmission -> transmission.legs().stream())
                .anyMatch(leg -> OPEN.contains(leg.phase()));
        if (open) {
            throw new Breach("A transmission goes on "
                    + Duration.ofNanos(now - releasedNanos).toMillis() + " ms after the last key was let go: "
                    + state.transmissions());
        }
        if (quietFrames >= 0 && pushed > quietFrames) {
            throw new Breach("Sound is sent, " + (pushed - quietFrames)
                    + " frames, though no key is held and all gates should be closed");
        }
        quietFrames = pushed;
    }

    private void path(ConsoleState state, long now) throws Breach {
        if (state.connection() instanceof Connection.Online) {
            onlineNanos = now;
            return;
        }
        longestOfflineNanos = Math.max(longestOfflineNanos, now - onlineNanos);
        if (now - onlineNanos > PATH_BACK.toNanos()) {
            throw new Breach("The path has been away for " + PATH_BACK.toSeconds() + " s: " + state.connection());
        }
    }

    /** Never silently deaf: what is shown as heard is pulled, and what is shown as not heard comes back. */
    private void hearing(ConsoleState state, long now) throws Breach {
        if (state.channels().stream().anyMatch(channel -> channel.path() instanceof ChannelState.Path.Up)) {
            hearingNanos = now;
        } else {
            deafNanos = now;
            longestDeafNanos = Math.max(longestDeafNanos, now - hearingNanos);
        }
        if (now - hearingNanos > PATH_BACK.toNanos()) {
            throw new Breach("Nothing has been heard for " + PATH_BACK.toSeconds() + " s: no channel has a path");
        }
        long pull = subject.health().get().sincePullNanos();
        if (pull > PULLED.toNanos() && now - deafNanos > PULLED.toNanos()) {
            throw new Breach("WebRTC has not pulled for "
                    + Duration.ofNanos(pull).toMillis() + " ms though channels are shown as heard");
        }
    }

    private void floor(long now) throws Breach {
        if (held || now - releasedNanos < FLOOR_FREE.toNanos()) {
            return;
        }
        List<BackendButtons.Talk> talks = backend.talks();
        if (talks == null) {
            return;
        }
        for (BackendButtons.Talk talk : talks) {
            if (talk.talker().equals(subject.position())) {
                throw new Breach("The backend still gives this position the floor of " + talk.channel()
                        + " though no key has been held for " + FLOOR_FREE.toSeconds() + " s");
            }
        }
    }

    private void leaks() throws Breach {
        ProcessLeaks was = base;
        if (was == null) {
            return;
        }
        ProcessLeaks is = ProcessLeaks.now();
        if (is.threads() > was.threads() + MORE_THREADS) {
            throw new Breach("Threads leak: " + was.threads() + " at the start, " + is.threads() + " now");
        }
        if (is.descriptors() > was.descriptors() + MORE_DESCRIPTORS) {
            throw new Breach("Descriptors leak: " + was.descriptors() + " at the start, " + is.descriptors() + " now");
        }
        if (is.rssMb() > was.rssMb() + MORE_MB) {
            throw new Breach("Memory leaks: " + Math.round(was.rssMb()) + " MB at the start, " + Math.round(is.rssMb())
                    + " MB now");
        }
    }
}
