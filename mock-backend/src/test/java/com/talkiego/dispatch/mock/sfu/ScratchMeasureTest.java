package com.talkiego.dispatch.mock.sfu;

import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScratchMeasureTest {
    @Test
    void measure() throws Exception {
        for (int round = 0; round < 2; round++) {
            for (int ptime : new int[] {20, 10}) {
                run(ptime);
            }
        }
    }

    private void run(int ptime) throws Exception {
        RecordedEvents events = new RecordedEvents();
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (Sfu sfu = Sfu.start(
                        new SfuSettings(List.of(loopback), loopback, 0, ptime, Duration.ofSeconds(2)), events);
                TestClients clients = new TestClients()) {
            TestPublisher talker = clients.publisher(1);
            talker.connect(sfu, "p/pub");
            List<TestSubscriber> subs = new ArrayList<>();
            long t0 = System.nanoTime();
            for (int i = 0; i < 64; i++) {
                TestSubscriber sub = clients.subscriber(1);
                sub.connect(sfu, "s" + i);
                subs.add(sub);
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> events.connected.size() == 65);
            long setup = (System.nanoTime() - t0) / 1_000_000;
            sfu.openOver("t", "p/pub", talker.mid(0));
            for (int i = 0; i < 64; i++) {
                sfu.forward("t", "leg", "s" + i, subs.get(i).mid(0), true);
            }
            talker.speak(0, 1000);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> subs.stream().allMatch(s -> s.ear(0).hears(1000)));
            long out0 = sfu.counters().packetsOut();
            long c0 = cpu();
            long w0 = System.nanoTime();
            Thread.sleep(10_000);
            double wall = System.nanoTime() - w0;
            double core = (cpu() - c0) / wall;
            double rate = (sfu.counters().packetsOut() - out0) / (wall / 1e9);
            double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
            long hearing = subs.stream().filter(s -> s.ear(0).hears(1000)).count();
            System.err.printf(
                    "MEASURE ptime %d: sfu thread %.3f core, %.0f packets/s out, setup %d ms, hearing %d, load %.1f, dropped %s errors %d%n",
                    ptime,
                    core,
                    rate,
                    setup,
                    hearing,
                    load,
                    sfu.counters().dropped(),
                    sfu.counters().internalErrors());
        }
    }

    private static long cpu() {
        var bean = ManagementFactory.getThreadMXBean();
        for (long id : bean.getAllThreadIds()) {
            var info = bean.getThreadInfo(id);
            if (info != null && info.getThreadName().equals("sfu")) {
                return bean.getThreadCpuTime(id);
            }
        }
        throw new IllegalStateException();
    }
}
