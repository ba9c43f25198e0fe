package com.talkiego.dispatch.mock.rooms;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How much of the rooms a tenant and its clients may use. An emergency is never refused for it, nor a dispatcher's floor. On the thread
 * {@code rooms} only.
 */
public final class Quotas {
    /** Limits that no ordinary day reaches. */
    public static final Limits USUAL = new Limits(1_000, 1_000, 50);

    private static final int RETRY_SECONDS = 5;

    private Limits limits = USUAL;

    /**
     * The limits.
     *
     * @param channels that a client may be on, beside its account's own limit
     * @param overs that may be on the air at once in a tenant
     * @param requests for the floor that a client may make in a second
     */
    public record Limits(int channels, int overs, int requests) {}

    /** What a client asked for lately. */
    static final class Window {
        private long beganNanos;
        private int requests;
    }

    /** Sets others, from the next request on. */
    public void set(Limits newest) {
        limits = newest;
    }

    /** Why it cannot be on one more channel; null if it can. */
    @Nullable
    String oneMoreChannel(int joined, int ofAccount) {
        int most = Math.min(limits.channels, ofAccount);
        return joined < most ? null : "No more than " + most + " channels are allowed. Leave one first";
    }

    /** Why that request for the floor is refused; null if it is not. {@code overs} are on the air in the tenant, {@code more} would be. */
    @Nullable
    String floor(Participant by, boolean emergency, int overs, int more, long nowNanos) {
        if (emergency || by.position()) {
            return null;
        }
        Window window = by.requests;
        if (nowNanos - window.beganNanos >= TimeUnit.SECONDS.toNanos(1)) {
            window.beganNanos = nowNanos;
            window.requests = 0;
        }
        if (++window.requests > limits.requests) {
            return "More than " + limits.requests + " requests to talk in a second. Try again in 1 s";
        }
        return more == 0 || overs + more <= limits.overs
                ? null
                : "All " + limits.overs + " overs that may be on the air at once are. Try again in " + RETRY_SECONDS
                        + " s";
    }
}
