package com.talkiego.dispatch.core.media;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** 16-bit samples as the bytes that WebRTC takes and gives; allocates nothing. */
final class LittleEndian {
    private static final VarHandle SAMPLE =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    static void bytes(short[] samples, byte[] into) {
        for (int i = 0; i < into.length / Short.BYTES; i++) {
            SAMPLE.set(into, i * Short.BYTES, samples[i]);
        }
    }

    static void samples(byte[] bytes, short[] into) {
        for (int i = 0; i < bytes.length / Short.BYTES; i++) {
            into[i] = (short) SAMPLE.get(bytes, i * Short.BYTES);
        }
    }
}
