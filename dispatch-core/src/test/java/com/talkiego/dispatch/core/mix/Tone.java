package com.talkiego.dispatch.core.mix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A steady sine whose phase runs on from frame to frame. */
final class Tone {
    private final double hertz;
    private final double amplitude;
    private long at;

    Tone(double hertz, double amplitude) {
        this.hertz = hertz;
        this.amplitude = amplitude;
    }

    short[] next() {
        return next(Frame.SAMPLES);
    }

    short[] next(int samples) {
        short[] frame = new short[samples];
        for (int i = 0; i < samples; i++) {
            frame[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * hertz * at++ / Frame.SAMPLE_RATE));
        }
        return frame;
    }

    byte[] nextBytes() {
        return bytes(next());
    }

    static byte[] bytes(short[] frame) {
        ByteBuffer bytes = ByteBuffer.allocate(frame.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (short sample : frame) {
            bytes.putShort(sample);
        }
        return bytes.array();
    }

    static byte[] silence() {
        return new byte[Frame.SAMPLES * Short.BYTES];
    }
}
