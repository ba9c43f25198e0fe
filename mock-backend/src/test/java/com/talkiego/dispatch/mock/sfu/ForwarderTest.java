package com.talkiego.dispatch.mock.sfu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The forwarding core without a socket, on a clock that is moved by hand. */
class ForwarderTest {
    private static final long MILLI = 1_000_000L;
    private static final int FRAME = 960;

    /** A packet as it left. */
    private record Left(long millis, byte content, int sequence, int timestamp, boolean marker) {}

    private final Drops drops = new Drops();
    private final RecordedEvents events = new RecordedEvents();
    private final Forwarder forwarder = new Forwarder(Duration.ofSeconds(2), drops, events);
    private final Uplink uplink = new Uplink("a/pub", "0");
    private final List<Left> left = new ArrayList<>();
    private final Slot slot = slot("b/sub", left);
    /** Not 0, so that nothing passes because of how a clock happens to begin. */
    private long now = 5_000 * MILLI;

    private final long began = now;

    private Slot slot(String peer, List<Left> target) {
        return new Slot(
                peer,
                "3",
                new SlotClock(FRAME, 0x1234_5678_0064L),
                (packet, sequence, timestamp, marker, at) ->
                        target.add(new Left((at - began) / MILLI, packet.payload[0], sequence, timestamp, marker)));
    }

    private static MediaPacket packet(long sequence, int timestamp, int content, long arrival) {
        return new MediaPacket(sequence, timestamp, false, 30, false, new byte[] {(byte) content}, arrival);
    }

    /** One packet, 20 ms after the one before. */
    private void arrive(Uplink from, int number) {
        forwarder.packet(from, packet(70_000 + number, 9_000 + number * FRAME, number, now), now);
    }

    private void pass(long millis) {
        for (long i = 0; i < millis; i++) {
            now += MILLI;
            forwarder.tick(now);
        }
    }

    private void arriveEvery20Millis(int from, int to) {
        for (int number = from; number < to; number++) {
            arrive(uplink, number);
            pass(20);
        }
    }

    private static List<Integer> contents(List<Left> packets) {
        return packets.stream().map(each -> (int) each.content()).toList();
    }

    @Test
    void withoutAnOverPacketsAreDroppedAndCounted() {
        arrive(uplink, 0);
        assertThat(drops.snapshot()).containsEntry(DropCause.NO_OVER, 1L);
    }

    @Test
    void aPresentListenerGetsEveryPacketWhenItArrives() {
        forwarder.open("t", uplink, now);
        forwarder.forward("t", "leg", slot, true, now);
        arriveEvery20Millis(0, 3);
        assertThat(left).extracting(Left::millis).containsExactly(0L, 20L, 40L);
        assertThat(left).extracting(Left::marker).containsExactly(true, false, false);
        assertThat(left.get(2).sequence() - left.get(0).sequence()).isEqualTo(2);
        assertThat(left.get(2).timestamp() - left.get(0).timestamp()).isEqualTo(2 * FRAME);
    }

    @Test
    void aLateListenerGetsTheOverFromItsStartInTheRhythmOfArrival() {
        forwarder.open("t", uplink, now);
        arriveEvery20Millis(0, 15);
        forwarder.forward("t", "leg", slot, true, now);
        assertThat(left).as("no burst").hasSize(1);
        arriveEvery20Millis(15, 20);
        pass(1_000);
        assertThat(contents(left)).containsExactlyElementsOf(numbers(0, 20));
        for (int i = 0; i < left.size(); i++) {
            assertThat(left.get(i).millis()).isEqualTo(300 + 20L * i);
        }
    }

    @Test
    void aListenerFromNowGetsOnlyWhatComes() {
        forwarder.open("t", uplink, now);
        arriveEvery20Millis(0, 5);
        forwarder.forward("t", "leg", slot, false, now);
        arriveEvery20Millis(5, 7);
        assertThat(contents(left)).containsExactly(5, 6);
        assertThat(left.getFirst().marker()).isTrue();
    }

    @Test
    void whatIsOlderThanTheCacheIsNotSent() {
        forwarder.open("t", uplink, now);
        arriveEvery20Millis(0, 125);
        forwarder.forward("t", "leg", slot, true, now);
        pass(5_000);
        int oldest = contents(left).getFirst();
        assertThat(oldest).as("2 s and a spare quarter").isBetween(10, 25);
        assertThat(contents(left)).containsExactlyElementsOf(numbers(oldest, 125));
    }

    @Test
    void aLegEndsAfterThePacketsThatHadArrived() {
        forwarder.open("t", uplink, now);
        arriveEvery20Millis(0, 10);
        forwarder.forward("t", "leg", slot, true, now);
        CompletableFuture<Void> ended = forwarder.endLeg("t", "leg", false, now);
        arriveEvery20Millis(10, 15);
        assertThat(ended).isNotDone();
        pass(200);
        assertThat(ended).isCompleted();
        assertThat(contents(left)).containsExactlyElementsOf(numbers(0, 10));
    }

    @Test
    void aDiscardedLegEndsAtOnceAndLeavesTheOthersAlone() {
        List<Left> otherLeft = new ArrayList<>();
        Slot other = slot("c/sub", otherLeft);
        forwarder.open("t", uplink, now);
        arriveEvery20Millis(0, 10);
        forwarder.forward("t", "leg", slot, true, now);
        forwarder.forward("t", "other", other, true, now);
        assertThat(forwarder.endLeg("t", "leg", true, now)).isCompleted();
        pass(1_000);
        assertThat(left).hasSize(1);
        assertThat(otherLeft).hasSize(10);
    }

    @Test
    void aClosedOverTakesNoMorePacketsButSendsWhatItHas() {
        forwarder.open("t", uplink, now);
        arriveEvery20Millis(0, 10);
        forwarder.forward("t", "leg", slot, true, now);
        forwarder.close("t", now);
        arrive(uplink, 10);
        pass(1_000);
        assertThat(contents(left)).containsExactlyElementsOf(numbers(0, 10));
        assertThat(drops.snapshot()).containsEntry(DropCause.NO_OVER, 1L);
        assertThat(forwarder.endLeg("t", "leg", false, now)).isCompleted();
    }

    @Test
    void anEndedLegTakesNoNewListener() {
        forwarder.open("t", uplink, now);
        forwarder.endLeg("t", "leg", false, now);
        forwarder.forward("t", "leg", slot, true, now);
        forwarder.endLeg("t", "leg", false, now);
        forwarder.forward("unknown", "leg", slot, true, now);
        arriveEvery20Millis(0, 2);
        assertThat(drops.snapshot()).containsKey(DropCause.NO_SUCH_TARGET);
    }

    @Test
    void theNextOverContinuesTheSlotsNumbersAndItsTimeByTheClock() {
        forwarder.open("t1", uplink, now);
        forwarder.forward("t1", "leg", slot, true, now);
        arriveEvery20Millis(0, 3);
        forwarder.close("t1", now);
        pass(980);
        Uplink second = new Uplink("x/pub", "0");
        forwarder.open("t2", second, now);
        forwarder.forward("t2", "leg", slot, true, now);
        forwarder.packet(second, packet(500_000, 77, 50, now), now);
        Left last = left.get(2);
        Left next = left.get(3);
        assertThat(next.sequence()).isEqualTo(last.sequence() + 1);
        assertThat(next.timestamp() - last.timestamp()).isEqualTo(1_000 * 48);
        assertThat(next.marker()).isTrue();
    }

    @Test
    void aSwitchWithoutAPauseAdvancesByAFrame() {
        forwarder.open("t1", uplink, now);
        forwarder.forward("t1", "leg", slot, true, now);
        arrive(uplink, 0);
        Uplink second = new Uplink("x/pub", "0");
        forwarder.open("t2", second, now);
        forwarder.forward("t2", "leg", slot, true, now);
        forwarder.packet(second, packet(9, 77, 50, now), now);
        assertThat(left.get(1).timestamp() - left.get(0).timestamp()).isEqualTo(FRAME);
        assertThat(left.get(1).sequence() - left.get(0).sequence()).isEqualTo(1);
    }

    @Test
    void disorderWithinAnOverStaysButWhatPrecedesItIsDropped() {
        forwarder.open("t", uplink, now);
        forwarder.forward("t", "leg", slot, true, now);
        for (int number : new int[] {5, 7, 6, 4}) {
            arrive(uplink, number);
        }
        assertThat(contents(left)).containsExactly(5, 7, 6);
        assertThat(left).extracting(Left::sequence).containsExactly(100, 102, 101);
        assertThat(drops.snapshot()).containsEntry(DropCause.OLDER_THAN_OVER, 1L);
    }

    @Test
    void noTwoPacketsOfASlotHaveTheSameNumberThoughTheLastOverEndedInDisorder() {
        forwarder.open("t1", uplink, now);
        forwarder.forward("t1", "leg", slot, true, now);
        for (int number : new int[] {0, 3, 2}) {
            arrive(uplink, number);
        }
        Uplink second = new Uplink("x/pub", "0");
        forwarder.open("t2", second, now);
        forwarder.forward("t2", "leg", slot, true, now);
        forwarder.packet(second, packet(9, 77, 50, now), now);
        assertThat(left).extracting(Left::sequence).doesNotHaveDuplicates();
        assertThat(left.getLast().sequence()).isEqualTo(104);
    }

    @Test
    void aSlotIsQuietHalfASecondAfterItsLastPacket() {
        forwarder.open("t", uplink, now);
        forwarder.forward("t", "leg", slot, true, now);
        arrive(uplink, 0);
        pass(100);
        forwarder.endLeg("t", "leg", false, now);
        pass(399);
        assertThat(events.quiet).isEmpty();
        pass(1);
        assertThat(events.quiet).containsExactly("b/sub 3");
        pass(2_000);
        assertThat(events.quiet).hasSize(1);
    }

    @Test
    void aSlotThatIsUsedAgainIsNotQuiet() {
        forwarder.open("t", uplink, now);
        forwarder.forward("t", "one", slot, true, now);
        arrive(uplink, 0);
        forwarder.endLeg("t", "one", false, now);
        forwarder.forward("t", "two", slot, false, now);
        pass(2_000);
        assertThat(events.quiet).isEmpty();
    }

    @Test
    void theFirstPacketAndTheProgressAreTold() {
        forwarder.open("t", uplink, now);
        arriveEvery20Millis(0, 60);
        assertThat(events.firstPackets).containsExactly("t");
        assertThat(events.progress).containsExactly("t 1", "t 26", "t 51");
    }

    @Test
    void aFloodReachesNobody() {
        forwarder.open("t", uplink, now);
        forwarder.forward("t", "leg", slot, true, now);
        for (int number = 0; number < 2_000; number++) {
            arrive(uplink, number);
        }
        assertThat(left).hasSize(Uplink.MOST_PACKETS_A_SECOND);
        assertThat(drops.snapshot()).containsEntry(DropCause.FLOOD, 1_600L);
    }

    @Test
    void redundancyFromBeforeTheOverIsStripped() {
        List<byte[]> payloads = new ArrayList<>();
        Slot recording = new Slot(
                "b/sub",
                "3",
                new SlotClock(FRAME, 0),
                (packet, sequence, timestamp, marker, at) -> payloads.add(packet.payload));
        forwarder.open("t", uplink, now);
        forwarder.forward("t", "leg", recording, true, now);
        byte[] payload = RedundancyTest.red(FRAME, new byte[] {1, 1}, new byte[] {2, 2, 2});
        forwarder.packet(uplink, new MediaPacket(1, 5_000, false, 0, true, payload, now), now);
        forwarder.packet(uplink, new MediaPacket(2, 5_000 + FRAME, false, 0, true, payload, now), now);
        assertThat(payloads.get(0)).containsExactly(2, 2, 2);
        assertThat(payloads.get(1)).isEqualTo(payload);
    }

    @Test
    void aSlotWhoseLinkIsGoneEndsItsLeg() {
        forwarder.open("t", uplink, now);
        arriveEvery20Millis(0, 10);
        forwarder.forward("t", "leg", slot, true, now);
        CompletableFuture<Void> ended = forwarder.endLeg("t", "leg", false, now);
        forwarder.remove(slot);
        assertThat(ended).isCompleted();
        pass(2_000);
        assertThat(left).hasSize(1);
        assertThat(events.quiet).isEmpty();
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
