package com.talkiego.dispatch.console.conformance;

import com.talkiego.dispatch.core.api.Trust;
import java.net.URI;
import java.time.Duration;

/**
 * The backend under examination, and the account used for it.
 *
 * @param api address of its ApiLayer, {@code https} only
 * @param patience how long an answer may take before it counts as missing
 * @param longest the longest timer of the backend that is waited for; checks that need more are skipped and say so
 */
public record Examinee(
        URI api, Trust trust, String tenant, String user, String password, Duration patience, Duration longest) {
    /** Without the password. */
    @Override
    public String toString() {
        return "Examinee[api=" + api + ", tenant=" + tenant + ", user=" + user + "]";
    }
}
