package com.talkiego.dispatch.mock.sfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two media servers, an over from one to the other, and real WebRTC clients at both. */
class SfuRelayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RecordedEvents here = new RecordedEvents();
    private final RecordedEvents there = new RecordedEvents();
    private TestClients clients;
    private Sfu near;
    private Sfu far;

    @BeforeEach
    void start() throws IOException {
        near = sfu(here);
        far = sfu(there);
        clients = new TestClients();
    }

    private static Sfu sfu(RecordedEvents events) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        return Sfu.start(new SfuSettings(List.of(loopback), loopback, 0, 20, Duration.ofSeconds(2)), events);
    }

    @AfterEach
    void stop() {
        clients.close();
        near.close();
        far.close();
    }

    @Test
    void anOverIsHeardAtTheOtherServerByAllAndSentThereOnce() throws Exception {
        TestPublisher talker = clients.publisher(1);
        talker.connect(near, "a/pub");
        TestSubscriber one = clients.subscriber(1);
        one.connect(far, "b/sub");
        TestSubscriber two = clients.subscriber(1);
        two.connect(far, "c/sub");
        await().atMost(PATIENCE)
                .until(() ->
                        here.connected.contains("a/pub") && there.connected.containsAll(List.of("b/sub", "c/sub")));

        AtomicInteger relayed = new AtomicInteger();
        near.openOver("a/t1", "a/pub", talker.mid(0));
        near.relay("a/t1", "fire-1", packet -> {
            relayed.incrementAndGet();
            far.remote("a/t1#fire-1", packet, Duration.ofMillis(60));
        });
        far.openRemote("a/t1#fire-1");
        far.forward("a/t1#fire-1", "fire-1", "b/sub", one.mid(0), true);
        far.forward("a/t1#fire-1", "fire-1", "c/sub", two.mid(0), true);
        talker.speak(0, 880);
        await().atMost(PATIENCE).until(() -> one.ear(0).hears(880) && two.ear(0).hears(880));
        talker.speak(0, 0);

        near.endLeg("a/t1", "fire-1", false).get(5, TimeUnit.SECONDS);
        far.endLeg("a/t1#fire-1", "fire-1", false).get(5, TimeUnit.SECONDS);
        far.closeOver("a/t1#fire-1");
        SfuCounters counters = far.counters();
        assertThat(counters.packetsOut()).isBetween(2L * relayed.get() - 4, 2L * relayed.get() + 20);
        assertThat(counters.internalErrors()).isZero();
        assertThat(counters.dropped(DropCause.CACHE_OVERRUN)).isZero();
    }
}
