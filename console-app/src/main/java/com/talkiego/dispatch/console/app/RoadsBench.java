package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.console.report.Observation;
import com.talkiego.dispatch.console.report.Report;
import com.talkiego.dispatch.console.soak.BackendButtons;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.ChannelState.Path;
import com.talkiego.dispatch.core.model.ChannelState.PathKind;
import com.talkiego.dispatch.core.session.DispatchSession;
import com.talkiego.dispatch.core.session.SignIn;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code bench --roads}: from mouth to ear straight between two members and through the media server, by the same unit, which talks all the
 * time, on the same channel, in turn in one run.
 *
 * @param seconds how long each road is measured, each time
 */
record RoadsBench(int seconds, int ptime) {
    private static final long JOIN_NANOS = 60_000_000_000L;

    /** After a change of road: a jitter buffer needs that long to find its new size. */
    private static final long SETTLE_NANOS = 5_000_000_000L;

    /** Until what runs is compiled, and who else starts beside has started. */
    private static final long WARM_NANOS = 15_000_000_000L;

    private static final int ROUNDS = 2;

    int call() throws Exception {
        try (BundledBackend backend = BenchCommand.talkingWorld(1, 1, ptime);
                Desk desk = DeskOptions.silentDesk(backend, "Position 1");
                BackendButtons buttons = new BackendButtons(backend.ready().state(), HeadlessRun.trust(backend))) {
            desk.signIn(new SignIn("demo", "dispatcher", "demo"));
            boolean all = HeadlessRun.await(() -> HeadlessRun.joined(desk), JOIN_NANOS);
            LockSupport.parkNanos(WARM_NANOS);
            for (int round = 1; round <= ROUNDS; round++) {
                all &= measured("p2p", PathKind.DIRECT, "straight", backend, desk, buttons);
                all &= measured("sfu", PathKind.SFU, "through the server", backend, desk, buttons);
            }
            return all ? ExitCode.GOOD : ExitCode.FAILED;
        } catch (BundledBackend.BackendFailed e) {
            System.err.println(e.sentence());
            return ExitCode.NO_BACKEND;
        }
    }

    /** Leads the channel that way and measures; false if it did not go it, or nothing was heard. */
    private boolean measured(
            String road, PathKind kind, String words, BundledBackend backend, Desk desk, BackendButtons buttons)
            throws UnusableFile {
        for (ChannelState line : desk.session().state().channels()) {
            buttons.press("topology", Map.of("channel", line.channel().id().value(), "road", road));
        }
        boolean gone = HeadlessRun.await(() -> all(desk.session(), kind), JOIN_NANOS);
        LockSupport.parkNanos(SETTLE_NANOS);
        try (Observation observation = new Observation(
                desk.session(),
                desk.audio(),
                new Observation.OwnBackend(backend.handle(), backend.ready().state(), HeadlessRun.trust(backend)))) {
            observation.settle();
            long end = System.nanoTime() + seconds * 1_000_000_000L;
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            Report report = observation.report(null, null);
            Report.MouthToEar way = report.mouthToEarMillis();
            if (!gone || way.marks() == 0) {
                System.err.println(words + ": not measured, since "
                        + (gone ? "no mark was heard; measure for longer" : "the channel did not go that way"));
                return false;
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s: mouth to ear %.0f ms (p50), %.0f ms (p95) over %d marks; push to tap %.0f ms (p50); console %.2f"
                            + " core%n",
                    words,
                    way.p50(),
                    way.p95(),
                    way.marks(),
                    way.stages().getFirst().p50(),
                    report.process().cpuCores());
            return true;
        }
    }

    private static boolean all(DispatchSession session, PathKind kind) {
        return session.state().channels().stream()
                .allMatch(line -> line.path() instanceof Path.Up up && up.kind() == kind);
    }
}
