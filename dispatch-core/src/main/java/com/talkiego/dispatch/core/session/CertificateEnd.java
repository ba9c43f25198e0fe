package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.api.ApiPort;
import com.talkiego.dispatch.core.model.Alarm;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Warns that the backend's certificate is about to end, in time for somebody to have it renewed, and that nobody can tell whether it was
 * revoked. On {@code signalling} only.
 */
final class CertificateEnd {
    private static final Duration AHEAD = Duration.ofDays(14);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Actor actor;
    private final ApiPort api;
    private final Alarms alarms;

    CertificateEnd(Actor actor, ApiPort api, Alarms alarms) {
        this.actor = actor;
        this.api = api;
        this.alarms = alarms;
    }

    void check() {
        alarms.watch(Alarm.Kind.CERTIFICATE, sentence(api.certificateExpires(), actor.now()));
        alarms.watch(Alarm.Kind.REVOCATION, api.revocationTrouble());
    }

    private static @Nullable String sentence(Instant expires, Instant now) {
        if (expires.equals(Instant.MAX) || now.isBefore(expires.minus(AHEAD))) {
            return null;
        }
        long days = Math.max(0, Duration.between(now, expires).toDays());
        String left = days == 0 ? "today" : days == 1 ? "in 1 day" : "in " + days + " days";
        return "The backend's certificate ends " + left + ", on " + DAY.format(expires)
                + ". From then on nobody can sign in or come back after a cut. Tell whoever looks after the backend to renew it.";
    }
}
