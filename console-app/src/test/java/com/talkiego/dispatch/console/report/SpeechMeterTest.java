package com.talkiego.dispatch.console.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SpeechMeterTest {

    @Test
    void counts_sound_and_not_silence() {
        SpeechMeter meter = new SpeechMeter();
        short[] loud = new short[480];
        Arrays.fill(loud, (short) 3_277);

        for (int i = 0; i < 50; i++) {
            meter.add(loud, 480);
            meter.add(new short[480], 480);
        }

        assertThat(meter.seconds()).isEqualTo(0.5);
        assertThat(meter.rmsDbfs()).isCloseTo(-20, within(0.01));
    }
}
