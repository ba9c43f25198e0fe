package com.talkiego.dispatch.core.wire;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.IceServer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of the ApiLayer's HTTPS requests and answers, JSON each. */
public sealed interface ApiMessage {

    /** {@code POST /v1/sign-in}. */
    record SignIn(
            String tenant,
            String user,
            String password,
            @Nullable String position) implements ApiMessage {
        /** Without the password. */
        @Override
        public String toString() {
            return "SignIn[tenant=" + tenant + ", user=" + user + ", position=" + position + "]";
        }
    }

    /** {@code POST /v1/refresh}. */
    record Refresh(String refreshToken) implements ApiMessage {
        /** Without the token. */
        @Override
        public String toString() {
            return "Refresh[]";
        }
    }

    /** Answers both: an access token for the ApiLayer and a refresh token, each with its time of expiry. */
    record Grant(
            String accessToken, Instant accessExpires, String refreshToken, Instant refreshExpires, Operator operator)
            implements ApiMessage {
        /** Without the tokens. */
        @Override
        public String toString() {
            return "Grant[accessExpires=" + accessExpires + ", refreshExpires=" + refreshExpires + ", operator="
                    + operator + "]";
        }
    }

    /** Who signed in. */
    record Operator(String id, String name, String tenant, String role) implements ApiMessage {}

    /** {@code GET /v1/channels}. */
    record Channels(List<Channel> channels) implements ApiMessage {}

    /** {@code GET /v1/regions}. */
    record Regions(List<Region> regions) implements ApiMessage {}

    /**
     * A region and where its services are.
     *
     * @param name what people call it
     * @param api base address of the ApiLayer there; null from a server without several
     * @param signal a {@code wss:} address
     * @param probe an {@code https:} address to measure how near it is, answered by {@link Pong}; null if there is none
     * @param state {@link #HEALTHY}, {@link #DRAINING} (goes on, takes nobody new) or {@link #DOWN}; null from an older server
     * @param healthy whether to come in there
     */
    record Region(
            String id,
            String name,
            @Nullable String api,
            String signal,
            @Nullable String probe,
            @Nullable String state,
            boolean healthy)
            implements ApiMessage {
        public static final String HEALTHY = "healthy";
        public static final String DRAINING = "draining";
        public static final String DOWN = "down";
    }

    /**
     * {@code GET /v1/ping}, the probe of a region: anybody may ask.
     *
     * @param region its id
     * @param state as in {@link Region}
     */
    record Pong(String region, String state) implements ApiMessage {}

    /**
     * {@code GET /v1/health}: how the server is; anybody may ask.
     *
     * @param region whose server was asked; null for the one of all regions
     * @param regions every region and how its services are
     * @param certificateExpires when the certificate that it shows ends; null where that is not known
     */
    record Health(
            @Nullable String region,
            Instant serverTime,
            List<RegionHealth> regions,
            @Nullable Instant certificateExpires)
            implements ApiMessage {}

    /** How a region and its services are; a service is {@code up} or {@code down}. */
    record RegionHealth(String id, String state, String signal, String media, String turn) implements ApiMessage {}

    /** {@code POST /v1/signal-token}: a short-lived signed token for one SignalLayer session. */
    record SignalToken(String token, Instant expires) implements ApiMessage {
        /** Without the token. */
        @Override
        public String toString() {
            return "SignalToken[expires=" + expires + "]";
        }
    }

    /**
     * Asks for one: bound to that position and to those DTLS certificates, so that it is of no use to anybody else.
     *
     * @param fingerprints of the client's certificates (RFC 8122), {@code sha-256 AB:CD:…}; none from clients of version 2 and older
     */
    record SignalTokenRequest(
            @Nullable String position, @Nullable List<String> fingerprints) implements ApiMessage {}

    /** {@code GET /v1/keys}: what the backend signs with now, signed with until lately, and will sign with next; and its time. */
    record Keys(List<Key> keys, Instant at) implements ApiMessage {}

    /** A public key as a JSON Web Key (RFC 7517): P-256, {@code x} and {@code y} in base64url. */
    record Key(String kid, String kty, String crv, String alg, String use, String x, String y) implements ApiMessage {}

    /** {@code POST /v1/sign-out}: ends the sign-in this token is of. */
    record SignOut(String refreshToken) implements ApiMessage {
        /** Without the token. */
        @Override
        public String toString() {
            return "SignOut[]";
        }
    }

    /** Answers it, whether or not there was such a sign-in. */
    record SignedOut() implements ApiMessage {}

    /**
     * {@code POST /v1/turn}: ICE servers with short-lived credentials (TURN REST API).
     *
     * @param iceServers those of the region that answers, or of the first of all
     * @param lifeSeconds how long they are good from now; 0 if the backend does not say it, then {@code expires} counts
     * @param regions those of each region that has some for this account; null from a backend without regions
     */
    record TurnCredentials(
            List<IceServer> iceServers,
            Instant expires,
            int lifeSeconds,
            @Nullable List<RegionRelays> regions) implements ApiMessage {
        /** Those to use in a region; {@code null} for a session of no region. */
        public List<IceServer> in(@Nullable String region) {
            List<RegionRelays> each = regions;
            if (each == null || region == null) {
                return iceServers;
            }
            return each.stream()
                    .filter(relays -> relays.region().equals(region))
                    .findFirst()
                    .map(RegionRelays::iceServers)
                    .orElse(List.of());
        }
    }

    /** The TURN servers of one region. */
    record RegionRelays(String region, List<IceServer> iceServers) implements ApiMessage {}

    /**
     * {@code GET /v1/tenant}.
     *
     * @param residency the region this tenant must stay in; null if it may be served everywhere
     */
    record Tenant(
            String id,
            String name,
            int maxChannels,
            int maxPositions,
            @Nullable Residency residency) implements ApiMessage {}

    /**
     * The one region that may hold a tenant's sound, recordings and tokens.
     *
     * @param region its id
     * @param whenDown what happens while it is down: {@link #STAY} (nobody is served) or {@link #MOVE} (another region serves)
     */
    record Residency(String region, String whenDown) implements ApiMessage {
        public static final String STAY = "stay";
        public static final String MOVE = "move";
    }

    /**
     * The body of every answer that is not a success.
     *
     * @param code {@code bad_credentials}, {@code token_expired}, {@code sign_in_revoked}, {@code quota}, {@code not_found}, {@code malformed}, {@code internal}
     * @param text a sentence for the operator
     */
    record Problem(String code, String text, long retryAfterMillis) implements ApiMessage {}
}
