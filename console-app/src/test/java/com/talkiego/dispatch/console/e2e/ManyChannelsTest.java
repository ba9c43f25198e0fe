package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.session.Subscription;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A desk with every channel there may be is soon whole again after a broken socket. */
@Tag("undisturbed")
class ManyChannelsTest {
    private static final int CHANNELS = 500;
    private static final long MOST_MILLIS = 1_000;

    private final Path home;

    ManyChannelsTest(@TempDir Path home) {
        this.home = home;
    }

    /** A state, and when it was told. */
    private record Seen(long nanos, ConsoleState state) {}

    @Test
    void fiveHundredChannelsAreBackWithinASecondOfABrokenSocket() throws Exception {
        OneDesk pair = OneDesk.start(
                home,
                "--regions",
                "eu",
                "--channels",
                Integer.toString(CHANNELS),
                "--scenario",
                "none",
                "--units",
                "1");
        try {
            assertThat(pair.desk().state().channels()).hasSize(CHANNELS);
            long byJournal = millis(pair, () -> pair.backend().act("cut-signal", "{\"session\":\"all\"}"));
            assertThat(pair.desk().session().statistics().reconnects()).isPositive();
            long anew = millis(pair, () -> {
                pair.backend().act("region-kill", "{\"region\":\"eu\",\"service\":\"signal\"}");
                pair.backend().act("region-revive", "{\"region\":\"eu\",\"service\":\"signal\"}");
            });
            System.out.println(CHANNELS + " channels after a broken socket: resumed in " + byJournal
                    + " ms, joined anew in " + anew + " ms");
            assertThat(byJournal).isLessThanOrEqualTo(MOST_MILLIS);
            assertThat(anew).isLessThanOrEqualTo(MOST_MILLIS);
        } finally {
            pair.close();
        }
    }

    /** From the loss as the desk saw it to all channels there again, with sound. */
    private static long millis(OneDesk pair, OneDesk.Step fault) throws Exception {
        List<Seen> seen = new CopyOnWriteArrayList<>();
        Subscription watching = pair.desk().session().onState(state -> seen.add(new Seen(System.nanoTime(), state)));
        try {
            fault.take();
            await("lost").atMost(ListeningDesk.SOON).until(() -> seen.stream().anyMatch(ManyChannelsTest::lost));
            await("back")
                    .atMost(ListeningDesk.SOON)
                    .until(() -> !seen.getLast().state().equals(seen.getFirst().state())
                            && !lost(seen.getLast())
                            && pair.desk().joined());
        } finally {
            watching.close();
        }
        long lost = seen.stream()
                .filter(ManyChannelsTest::lost)
                .findFirst()
                .orElseThrow()
                .nanos();
        long back = seen.stream()
                .filter(each -> each.nanos() > lost && ListeningDesk.joined(each.state()))
                .findFirst()
                .orElseThrow()
                .nanos();
        return (back - lost) / 1_000_000;
    }

    private static boolean lost(Seen seen) {
        return seen.state().connection() instanceof Connection.Lost;
    }
}
