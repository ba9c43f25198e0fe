package com.talkiego.dispatch.mock.sfu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReceptionStatisticsTest {
    private static final long MILLI = 1_000_000L;

    private final ReceptionStatistics statistics = new ReceptionStatistics();

    private long receive(int sequence, long millis) {
        return statistics.received(sequence & 0xFFFF, (int) (millis * 48), millis * MILLI);
    }

    @Test
    void sequenceNumbersGoOnBeyondSixteenBitsAndBackwards() {
        long first = receive(65_534, 0);
        assertThat(receive(65_535, 20) - first).isEqualTo(1);
        assertThat(receive(1, 40) - first).isEqualTo(3);
        assertThat(receive(0, 60) - first).isEqualTo(2);
        assertThat(receive(65_533, 80) - first).isEqualTo(-1);
        assertThat(statistics.highest()).isEqualTo(65_537);
    }

    @Test
    void lossIsTheShareOfWhatWasExpectedSinceItWasAskedLast() {
        receive(10, 0);
        receive(11, 20);
        assertThat(statistics.takeLoss()).isZero();
        receive(15, 100);
        assertThat(statistics.takeLoss()).isEqualTo(0.75);
        assertThat(statistics.cumulativeLoss()).isEqualTo(3);
        assertThat(statistics.takeLoss()).isZero();
    }

    @Test
    void aMissingPacketIsAskedForThreeTimesAtMost() {
        receive(65_535, 0);
        receive(2, 60);
        assertThat(statistics.toAskFor(60 * MILLI)).containsExactly(0, 1);
        assertThat(statistics.toAskFor(80 * MILLI)).isEmpty();
        receive(0, 90);
        assertThat(statistics.toAskFor(100 * MILLI)).containsExactly(1);
        assertThat(statistics.toAskFor(140 * MILLI)).containsExactly(1);
        assertThat(statistics.toAskFor(180 * MILLI)).isEmpty();
        assertThat(statistics.hasGaps()).isFalse();
    }

    @Test
    void afterALongGapNothingIsAskedFor() {
        receive(0, 0);
        receive(500, 10_000);
        assertThat(statistics.toAskFor(10_000 * MILLI)).isEmpty();
    }
}
