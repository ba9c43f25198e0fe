package com.talkiego.dispatch.mock.sfu;

import java.time.Instant;

/** Tells NTP time (RFC 5905: seconds since 1900, 32 bits before and 32 after the point) for a monotonic clock's nanoseconds. */
record NtpClock(Instant startInstant, long startNanos) {
    private static final long SECONDS_FROM_1900_TO_1970 = 2_208_988_800L;
    private static final long SECOND_NANOS = 1_000_000_000L;

    long at(long nowNanos) {
        Instant instant = startInstant.plusNanos(nowNanos - startNanos);
        long fraction = (long) instant.getNano() * (1L << 32) / SECOND_NANOS;
        return ((instant.getEpochSecond() + SECONDS_FROM_1900_TO_1970) << 32) | fraction;
    }

    /** The middle 32 bits, as reports quote them: units of 1/65536 s. */
    int middle(long nowNanos) {
        return (int) (at(nowNanos) >>> 16);
    }
}
