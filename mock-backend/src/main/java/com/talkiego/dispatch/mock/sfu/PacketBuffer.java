package com.talkiego.dispatch.mock.sfu;

import org.jitsi.utils.ByteArrayBuffer;

/** A packet in an array with room to grow, in the shape the SRTP library works on; reused, on one thread. */
final class PacketBuffer implements ByteArrayBuffer {
    /** An audio packet of 20 ms, its redundancy and its authentication tag fit several times over. */
    static final int CAPACITY = 2_048;

    private final byte[] bytes = new byte[CAPACITY];
    private int offset;
    private int length;

    /** Takes the packet's bytes from elsewhere. */
    void fill(byte[] source, int sourceLength) {
        System.arraycopy(source, 0, bytes, 0, sourceLength);
        offset = 0;
        length = sourceLength;
    }

    @Override
    public byte[] getBuffer() {
        return bytes;
    }

    @Override
    public int getOffset() {
        return offset;
    }

    @Override
    public int getLength() {
        return length;
    }

    @Override
    public void setLength(int newLength) {
        length = newLength;
    }

    @Override
    public void setOffset(int newOffset) {
        offset = newOffset;
    }

    @Override
    public boolean isInvalid() {
        return length < 0 || offset < 0 || offset + length > bytes.length;
    }

    @Override
    public void readRegionToBuff(int from, int count, byte[] target) {
        System.arraycopy(bytes, offset + from, target, 0, count);
    }

    @Override
    public void grow(int count) {
        if (offset + length + count > bytes.length) {
            throw new IllegalArgumentException("a packet of " + (length + count) + " bytes is too long");
        }
    }

    @Override
    public void append(byte[] data, int count) {
        grow(count);
        System.arraycopy(data, 0, bytes, offset + length, count);
        length += count;
    }

    @Override
    public void shrink(int count) {
        length = Math.max(0, length - count);
    }
}
