package com.talkiego.dispatch.console.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.core.mix.AudioEngine;
import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Frame;
import com.talkiego.dispatch.core.mix.MixPlan;
import com.talkiego.dispatch.core.mix.SlotPlan;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What was played and what is told as heard is the same, or said to be different. */
class ListeningProbeTest {
    private static final long OVER = 7;

    private final AtomicLong clock = new AtomicLong();

    @Test
    void saysSoOfSoundWhoseTalkerWasNeverShown() {
        AudioEngine engine = talking();
        try (ListeningProbe probe = new ListeningProbe(engine)) {
            sound(engine);
            await().untilAsserted(() -> assertThat(probe.unnamedSeconds()).isCloseTo(0.5, within(0.05)));
            assertThat(probe.heard()).isEmpty();
        }
    }

    @Test
    void countsNothingAfterItsEnd() {
        AudioEngine engine = talking();
        try (ListeningProbe probe = new ListeningProbe(engine)) {
            sound(engine);
            probe.end();
            double atTheEnd = probe.unnamedSeconds();
            sound(engine);
            assertThat(atTheEnd).isCloseTo(0.5, within(0.05));
            probe.end();
            assertThat(probe.unnamedSeconds()).isEqualTo(atTheEnd);
        }
    }

    private AudioEngine talking() {
        AudioEngine engine = new AudioEngine(1, clock::get);
        engine.record();
        engine.publish(new MixPlan(1, List.of(new SlotPlan(OVER, Bus.SELECT, 1f, 0f, false)), 1f, 1f, 1f));
        return engine;
    }

    private void sound(AudioEngine engine) {
        byte[] loud = new byte[2 * Frame.SAMPLES];
        Arrays.fill(loud, (byte) 0x20);
        for (int frame = 0; frame < 50; frame++) {
            clock.addAndGet(Frame.NANOS);
            engine.tap(0).write(loud, Frame.SAMPLES, clock.get());
            engine.tick(clock.get());
        }
    }
}
