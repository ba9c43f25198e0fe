package com.talkiego.dispatch.core.media;

import static com.talkiego.dispatch.core.media.Waiting.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.mix.Frame;
import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The door of an uplink. */
class UplinkTest {
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger pushes = new AtomicInteger();
    /** Loads WebRTC's native part, which a source does not do by itself. */
    private final MediaRuntime runtime = MediaRuntime.start();

    private final Uplink uplink = new Uplink(new SlowSource());

    @AfterEach
    void end() {
        uplink.dispose();
        runtime.close();
    }

    @Test
    void shuttingWaitsForThePushThatIsGoingOn() {
        uplink.open();
        Thread capture = Thread.ofPlatform().name("capture").start(() -> uplink.push(new short[Frame.SAMPLES]));
        waiting().until(() -> pushes.get() == 1);
        Thread ops = Thread.ofPlatform().name("media-ops").start(uplink::shut);
        // Parked, not ended: that it waits is seen as long as the push is held.
        waiting().until(() -> ops.getState() == Thread.State.TIMED_WAITING);
        assertThat(ops.isAlive()).isTrue();

        gate.countDown();

        waiting().until(() -> !ops.isAlive() && !capture.isAlive());
        assertThat(uplink.push(new short[Frame.SAMPLES])).isFalse();
        assertThat(pushes).hasValue(1);
    }

    @Test
    void nothingPassesBeforeItIsOpened() {
        assertThat(uplink.push(new short[Frame.SAMPLES])).isFalse();
        assertThat(pushes).hasValue(0);
    }

    private final class SlowSource extends CustomAudioSource {
        @Override
        public void pushAudio(byte[] pcm, int bits, int rate, int channels, int frames) {
            pushes.incrementAndGet();
            Waiting.forGate(gate);
        }
    }
}
