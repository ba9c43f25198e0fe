package com.talkiego.dispatch.console.conformance;

import com.talkiego.dispatch.core.api.Trust;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The backend under examination, and the account used for it.
 *
 * @param api address of its ApiLayer, {@code https} only
 * @param patience how long an answer may take before it counts as missing
 * @param longest the longest timer of the backend that is waited for; checks that need more are skipped and say so
 * @param drill empties a region of the backend on demand; null if nobody can
 * @param place where in it this examination takes place, beside others
 */
public record Examinee(
        URI api,
        Trust trust,
        String tenant,
        String user,
        String password,
        Duration patience,
        Duration longest,
        @Nullable Drill drill,
        Place place) {

    /** What whoever runs the backend does during an examination. */
    public interface Drill {
        /**
         * Sends a region's clients to others, or lets it take clients again.
         *
         * @param withinMillis how long clients may take, in ms
         * @return whether it was done
         */
        boolean drain(String region, boolean now, long withinMillis);
    }

    /**
     * One of several examinations at the same time, none of which meets another's channels and positions.
     *
     * @param lane its number, from 0: each takes two channels
     * @param positions how the names of its positions begin
     */
    public record Place(int lane, String positions) {
        /** The only one. */
        public static final Place ALONE = new Place(0, "Conformance");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Examinee[api=" + api + ", tenant=" + tenant + ", user=" + user + "]";
    }
}
