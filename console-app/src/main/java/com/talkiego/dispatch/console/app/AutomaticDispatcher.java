package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.PttTarget;
import com.talkiego.dispatch.core.model.TransmitPhase;
import com.talkiego.dispatch.core.session.DispatchSession;
import com.talkiego.dispatch.core.session.Press;
import com.talkiego.dispatch.core.session.SourceId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Presses push-to-talk as a dispatcher would, on channels where nobody talks: holds, lets go, waits. For runs without a person. One
 * thread, the caller's.
 */
final class AutomaticDispatcher {
    private static final SourceId KEY = new SourceId("automatic");
    private static final Duration LEASE = Duration.ofMillis(800);
    private static final Duration TAP = Duration.ofMillis(150);

    /** Taps in a second that leave as long a pause between them. */
    static final int MOST_TAPS = 3;

    private static final Duration STEP = Duration.ofMillis(50);

    private final DispatchSession session;
    private final Duration hold;
    private final Duration pause;
    private int turn;

    private AutomaticDispatcher(DispatchSession session, Duration hold, Duration pause) {
        this.session = session;
        this.hold = hold;
        this.pause = pause;
    }

    /** One who says a sentence, and waits for the answer. */
    static AutomaticDispatcher talking(DispatchSession session) {
        return new AutomaticDispatcher(session, Duration.ofMillis(2_200), Duration.ofMillis(1_500));
    }

    /**
     * One who presses shortly, to measure how long permission takes.
     *
     * @param aSecond how often at the most, 1 to {@link #MOST_TAPS}
     */
    static AutomaticDispatcher tapping(DispatchSession session, int aSecond) {
        return new AutomaticDispatcher(
                session, TAP, Duration.ofSeconds(1).dividedBy(aSecond).minus(TAP));
    }

    /**
     * Presses again and again.
     *
     * @param onAir called once for each over that is really on the air
     */
    void talkUntil(BooleanSupplier done, Consumer<Integer> onAir) {
        while (!done.getAsBoolean()) {
            ChannelId channel = quietChannel();
            if (channel == null) {
                LockSupport.parkNanos(STEP.toNanos());
                continue;
            }
            turn++;
            // Every third time by the selection, two channels at once.
            boolean several = turn % 3 == 0;
            session.select(channel);
            if (several) {
                other(channel);
            }
            hold(several ? new PttTarget.General() : new PttTarget.OneChannel(channel), done, onAir);
            pause(done);
        }
    }

    private void hold(PttTarget target, BooleanSupplier done, Consumer<Integer> onAir) {
        Press press = session.press(KEY, "automatic", target, LEASE);
        long until = System.nanoTime() + hold.toNanos();
        boolean told = false;
        while (System.nanoTime() - until < 0 && !done.getAsBoolean()) {
            press.renew();
            LockSupport.parkNanos(STEP.toNanos());
            boolean passing = session.state().channels().stream()
                    .anyMatch(line -> line.transmit().phase() == TransmitPhase.ON_AIR);
            if (passing && !told) {
                told = true;
                onAir.accept(turn);
            }
        }
        press.release();
    }

    private void pause(BooleanSupplier done) {
        long until = System.nanoTime() + pause.toNanos();
        while (System.nanoTime() - until < 0 && !done.getAsBoolean()) {
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    private @org.jspecify.annotations.Nullable ChannelId quietChannel() {
        List<ChannelState> quiet = session.state().channels().stream()
                .filter(line -> line.path() instanceof ChannelState.Path.Up
                        && line.talkers().isEmpty()
                        && line.members() > 1)
                .toList();
        return quiet.isEmpty() ? null : quiet.get(turn % quiet.size()).channel().id();
    }

    private void other(ChannelId first) {
        session.state().channels().stream()
                .map(line -> line.channel().id())
                .filter(id -> !id.equals(first))
                .skip(turn % 3)
                .findFirst()
                .ifPresent(session::toggleInSelection);
    }
}
