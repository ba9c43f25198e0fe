package com.talkiego.dispatch.core.media;

import com.talkiego.dispatch.core.mix.Frame;
import com.talkiego.dispatch.core.mix.MicProcessor;
import dev.onvoid.webrtc.media.audio.AudioProcessing;
import dev.onvoid.webrtc.media.audio.AudioProcessingConfig;
import dev.onvoid.webrtc.media.audio.AudioProcessingConfig.NoiseSuppression;
import dev.onvoid.webrtc.media.audio.AudioProcessingStreamConfig;
import java.util.concurrent.atomic.AtomicLong;

/**
 * WebRTC's echo cancelling, noise suppression and gain control. Frame by frame, in both directions on the one thread that calls it
 * ({@code capture}); once made it allocates nothing. A frame that WebRTC cannot process stays as it is and is counted.
 */
public final class WebRtcMicProcessor implements MicProcessor, AutoCloseable {
    private static final AudioProcessingStreamConfig FORMAT = new AudioProcessingStreamConfig(Frame.SAMPLE_RATE, 1);

    private final AudioProcessing processing;
    private final byte[] in = new byte[Frame.SAMPLES * Short.BYTES];
    private final byte[] out = new byte[Frame.SAMPLES * Short.BYTES];
    private final AtomicLong unprocessed = new AtomicLong();
    private volatile int delayMillis;
    private boolean closed;

    /**
     * @throws MediaUnavailableException if WebRTC's native part does not run here
     */
    public WebRtcMicProcessor(MicSetting setting) {
        try {
            processing = new AudioProcessing();
        } catch (RuntimeException | Error e) {
            throw new MediaUnavailableException(
                    "WebRTC's sound processing does not run on this machine; choose 'no processing' for the microphone. Cause: "
                            + e,
                    e);
        }
        processing.applyConfig(configuration(setting));
    }

    private static AudioProcessingConfig configuration(MicSetting setting) {
        AudioProcessingConfig configuration = new AudioProcessingConfig();
        configuration.highPassFilter.enabled = true;
        configuration.echoCanceller.enabled = setting.echoCancelling();
        configuration.echoCanceller.enforceHighPassFiltering = setting.echoCancelling();
        configuration.noiseSuppression.enabled = setting.noise() != MicSetting.Noise.OFF;
        configuration.noiseSuppression.level = switch (setting.noise()) {
            case OFF, LOW -> NoiseSuppression.Level.LOW;
            case MODERATE -> NoiseSuppression.Level.MODERATE;
            case HIGH -> NoiseSuppression.Level.HIGH;
            case VERY_HIGH -> NoiseSuppression.Level.VERY_HIGH;
        };
        configuration.gainControl.enabled = setting.gainControl();
        configuration.gainControl.adaptiveDigital.enabled = setting.gainControl();
        return configuration;
    }

    /** Tells how long sound takes from {@link #playedBack} to the loudspeaker and back into {@link #microphone}, ms, as far as it is known; any thread. */
    public void delay(int millis) {
        delayMillis = Math.clamp(millis, 0, 500);
    }

    /** Frames that could not be processed and were left as they were; any thread. */
    public long unprocessed() {
        return unprocessed.get();
    }

    @Override
    public void microphone(short[] pcm) {
        LittleEndian.bytes(pcm, in);
        processing.setStreamDelayMs(delayMillis);
        if (processing.processStream(in, FORMAT, FORMAT, out) != 0) {
            unprocessed.incrementAndGet();
            return;
        }
        LittleEndian.samples(out, pcm);
    }

    @Override
    public void playedBack(short[] pcm) {
        LittleEndian.bytes(pcm, in);
        if (processing.processReverseStream(in, FORMAT, FORMAT, out) != 0) {
            unprocessed.incrementAndGet();
        }
    }

    /** Frees what is native; on the thread that calls the others, or once that has ended. Idempotent. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            processing.dispose();
        }
    }
}
