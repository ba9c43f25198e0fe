package com.talkiego.dispatch.core.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import com.talkiego.dispatch.core.mix.Frame;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The microphone's processing, faster than real time. */
class WebRtcMicProcessorTest {
    private static final int DELAY_FRAMES = 5;

    @Test
    void anEchoIsTakenOut() {
        MicSetting echoOnly = new MicSetting(true, MicSetting.Noise.OFF, false);
        try (WebRtcMicProcessor processor = new WebRtcMicProcessor(echoOnly)) {
            processor.delay(DELAY_FRAMES * 10);
            assertThat(echoLeft(processor)).isLessThan(0.1);
            assertThat(processor.unprocessed()).isZero();
        }
    }

    @Test
    void withoutTheEchoCancellerAnEchoStays() {
        MicSetting nothing = new MicSetting(false, MicSetting.Noise.OFF, false);
        try (WebRtcMicProcessor processor = new WebRtcMicProcessor(nothing)) {
            assertThat(echoLeft(processor)).isGreaterThan(0.5);
        }
    }

    /** What is left of an echo, as a fraction of its level: noise in bursts, back in the microphone 50 ms later at a third. */
    private static double echoLeft(WebRtcMicProcessor processor) {
        Random random = new Random(1);
        short[][] played = new short[DELAY_FRAMES + 1][Frame.SAMPLES];
        short[] heard = new short[Frame.SAMPLES];
        double before = 0;
        double after = 0;
        for (int frame = 0; frame < 800; frame++) {
            short[] now = played[frame % played.length];
            noise(random, frame % 50 < 35 ? 6000 : 0, now);
            processor.playedBack(now);
            short[] echo = played[(frame + 1) % played.length];
            for (int i = 0; i < heard.length; i++) {
                heard[i] = (short) (echo[i] / 3);
            }
            double in = energy(heard);
            processor.microphone(heard);
            if (frame >= 500) {
                before += in;
                after += energy(heard);
            }
        }
        return Math.sqrt(after / before);
    }

    @Test
    void steadyNoiseIsTakenOut() {
        try (WebRtcMicProcessor processor =
                new WebRtcMicProcessor(new MicSetting(false, MicSetting.Noise.HIGH, false))) {
            Random random = new Random(2);
            short[] pcm = new short[Frame.SAMPLES];
            double before = 0;
            double after = 0;
            for (int frame = 0; frame < 600; frame++) {
                noise(random, 500, pcm);
                double in = energy(pcm);
                processor.microphone(pcm);
                if (frame >= 300) {
                    before += in;
                    after += energy(pcm);
                }
            }
            assertThat(Math.sqrt(after / before)).isLessThan(0.5);
        }
    }

    @Test
    void nothingIsAllocatedPerFrame() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().threadId();
        try (WebRtcMicProcessor processor = new WebRtcMicProcessor(MicSetting.DESK)) {
            short[] pcm = new short[Frame.SAMPLES];
            process(processor, pcm, 2000);
            long before = threads.getThreadAllocatedBytes(self);
            process(processor, pcm, 500);
            long bytes = threads.getThreadAllocatedBytes(self) - before;
            // The measuring itself may allocate a little; one object a frame would be 8,000 bytes and more.
            assertThat(bytes).isLessThan(1000);
        }
    }

    private static void process(WebRtcMicProcessor processor, short[] pcm, int frames) {
        for (int i = 0; i < frames; i++) {
            processor.playedBack(pcm);
            processor.microphone(pcm);
        }
    }

    private static void noise(Random random, double level, short[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = (short) (random.nextGaussian() * level / 2);
        }
    }

    private static double energy(short[] pcm) {
        double sum = 0;
        for (short sample : pcm) {
            sum += (double) sample * sample;
        }
        return sum;
    }
}
