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
 * Presses push-to-talk as a dispatcher would, on channels where nobody talks: holds for 2 s, lets go, waits. For runs without a
 * person. One thread, the caller's.
 */
final class AutomaticDispatcher {
    private static final SourceId KEY = new SourceId("automatic");
    private static final Duration LEASE = Duration.ofMillis(800);
    private static final long HOLD_NANOS = 2_200_000_000L;
    private static final long PAUSE_NANOS = 1_500_000_000L;
    private static final long STEP_NANOS = 50_000_000L;

    private final DispatchSession session;
    private int turn;

    AutomaticDispatcher(DispatchSession session) {
        this.session = session;
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
                LockSupport.parkNanos(STEP_NANOS);
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
        long until = System.nanoTime() + HOLD_NANOS;
        boolean told = false;
        while (System.nanoTime() - until < 0 && !done.getAsBoolean()) {
            press.renew();
            LockSupport.parkNanos(STEP_NANOS);
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
        long until = System.nanoTime() + PAUSE_NANOS;
        while (System.nanoTime() - until < 0 && !done.getAsBoolean()) {
            LockSupport.parkNanos(STEP_NANOS);
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
