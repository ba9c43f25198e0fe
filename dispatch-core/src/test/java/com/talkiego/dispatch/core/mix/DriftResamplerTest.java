package com.talkiego.dispatch.core.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftResamplerTest {
    private static final int TARGET = 1_440;
    private static final int PERIOD = 512;

    private final AtomicLong clock = new AtomicLong();
    private final PlayRing ring = new PlayRing(clock::get);
    private final DriftResampler resampler = new DriftResampler(ring, TARGET, clock::get);
    private final Tone tone = new Tone(1_000, 12_000);
    private double nextWrite;
    private double nextRead;

    private void write() {
        short[] mono = tone.next();
        short[] stereo = new short[2 * Frame.SAMPLES];
        for (int i = 0; i < Frame.SAMPLES; i++) {
            stereo[2 * i] = mono[i];
            stereo[2 * i + 1] = (short) -mono[i];
        }
        ring.write(stereo);
    }

    private short[] read(int frames) {
        short[] stereo = new short[2 * frames];
        resampler.read(stereo, 0, frames);
        short[] left = new short[frames];
        int unlike = 0;
        for (int i = 0; i < frames; i++) {
            left[i] = stereo[2 * i];
            unlike = Math.max(unlike, Math.abs(stereo[2 * i] + stereo[2 * i + 1]));
        }
        assertThat(unlike).as("right is left turned over").isLessThanOrEqualTo(1);
        return left;
    }

    /** Lets both clocks run; the tick's is off by that many parts per million. Returns what came out in the last second. */
    private Sound run(double seconds, double ppm) {
        double end = Math.max(nextRead, nextWrite) + seconds * 1e9;
        Sound last = new Sound();
        while (Math.min(nextRead, nextWrite) < end) {
            if (nextWrite <= nextRead) {
                clock.set((long) nextWrite);
                write();
                nextWrite += Frame.NANOS / (1 + ppm / 1e6);
            } else {
                clock.set((long) nextRead);
                short[] left = read(PERIOD);
                if (nextRead > end - 1e9) {
                    last.add(left, PERIOD);
                }
                nextRead += PERIOD * 1e9 / Frame.SAMPLE_RATE;
            }
        }
        return last;
    }

    @ParameterizedTest
    @CsvSource({"300, 30", "-10000, 30", "10000, 5", "-300, 5", "-7000, 5", "0, 5"})
    void against_another_clock_there_is_no_gap_no_repeat_and_bounded_latency(double ppm, int minutes) {
        run(20, ppm);
        int smallest = Integer.MAX_VALUE;
        int largest = 0;
        for (int minute = 0; minute < minutes; minute++) {
            Sound heard = run(60, ppm);
            smallest = Math.min(smallest, ring.available());
            largest = Math.max(largest, ring.available());
            assertThat(heard.largestStep()).isLessThan(1_650);
            assertThat(heard.rms()).isCloseTo(12_000 / Math.sqrt(2), within(20.0));
        }
        assertThat(ring.underruns()).isZero();
        assertThat(ring.drops()).isZero();
        assertThat(resampler.jumps()).isZero();
        assertThat(smallest).isGreaterThan(400);
        assertThat(largest).isLessThan(2_500);
        assertThat((double) resampler.correctionPpm()).isCloseTo(ppm, within(150.0));
    }

    @Test
    void a_tone_comes_out_clean() {
        run(120, -7_000);
        Sound heard = run(1, -7_000);
        double best = 0;
        for (double hertz = 992; hertz < 994.2; hertz += 0.005) {
            best = Math.max(best, heard.part(0, 9_600).signalToRestDb(hertz));
        }
        assertThat(best).isGreaterThan(60);
    }

    @Test
    void an_empty_ring_fades_out_is_counted_once_and_fills_to_its_target_before_sound_returns() {
        Sound all = new Sound();
        for (int i = 0; i < 5; i++) {
            write();
        }
        for (int i = 0; i < 10; i++) {
            all.add(read(480), 480);
        }
        assertThat(ring.underruns()).isEqualTo(1);
        assertThat(all.part(3_000, 4_800).peak()).isZero();
        write();
        write();
        all.add(read(480), 480);
        assertThat(all.part(4_800, 5_280).peak()).isZero();
        write();
        all.add(read(480), 480);
        assertThat(all.part(5_280, 5_760).peak()).isGreaterThan(10_000);
        assertThat(all.largestStep()).isLessThan(2_300);
    }

    @Test
    void an_output_that_was_away_skips_to_the_present_in_a_ramp() {
        for (int i = 0; i < 4; i++) {
            write();
        }
        Sound all = new Sound();
        all.add(read(480), 480);
        for (int i = 0; i < 28; i++) {
            write();
        }
        for (int i = 0; i < 2; i++) {
            all.add(read(480), 480);
        }
        assertThat(ring.available()).isLessThan(TARGET + 480);
        assertThat(resampler.jumps()).isEqualTo(1);
        assertThat(all.largestStep()).isLessThan(2_300);
    }
}
