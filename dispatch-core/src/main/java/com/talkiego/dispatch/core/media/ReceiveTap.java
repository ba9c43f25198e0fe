package com.talkiego.dispatch.core.media;

import com.talkiego.dispatch.core.mix.Frame;
import dev.onvoid.webrtc.media.audio.AudioTrackSink;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Hands the frames of one received track to its slot; on WebRTC's native thread. What is not 10 ms of 48 kHz mono is counted and left out. */
final class ReceiveTap implements AudioTrackSink {
    private static final int BITS = 16;

    private final int slot;
    private final SlotSink sink;
    private final LongSupplier nanoTime;
    private final AtomicLong delivered;
    private final AtomicLong formatErrors;

    ReceiveTap(int slot, SlotSink sink, LongSupplier nanoTime, AtomicLong delivered, AtomicLong formatErrors) {
        this.slot = slot;
        this.sink = sink;
        this.nanoTime = nanoTime;
        this.delivered = delivered;
        this.formatErrors = formatErrors;
    }

    @Override
    public void onData(byte[] data, int bitsPerSample, int sampleRate, int channels, int frames) {
        if (bitsPerSample != BITS
                || sampleRate != Frame.SAMPLE_RATE
                || channels != 1
                || frames != Frame.SAMPLES
                || data.length != Frame.SAMPLES * Short.BYTES) {
            formatErrors.incrementAndGet();
            return;
        }
        sink.frame(slot, data, frames, nanoTime.getAsLong());
        delivered.incrementAndGet();
    }
}
