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

    /** A region and where its services are: {@code signal} a {@code wss:} address. */
    record Region(String id, String name, String signal, boolean healthy) implements ApiMessage {}

    /** {@code POST /v1/signal-token}: a short-lived signed token for one SignalLayer session. */
    record SignalToken(String token, Instant expires) implements ApiMessage {
        /** Without the token. */
        @Override
        public String toString() {
            return "SignalToken[expires=" + expires + "]";
        }
    }

    /** {@code POST /v1/turn}: ICE servers with short-lived credentials (TURN REST API). */
    record TurnCredentials(List<IceServer> iceServers, Instant expires) implements ApiMessage {}

    /** {@code GET /v1/tenant}. */
    record Tenant(String id, String name, int maxChannels, int maxPositions) implements ApiMessage {}

    /**
     * The body of every answer that is not a success.
     *
     * @param code {@code bad_credentials}, {@code token_expired}, {@code quota}, {@code not_found}, {@code malformed}, {@code internal}
     * @param text a sentence for the operator
     */
    record Problem(String code, String text, long retryAfterMillis) implements ApiMessage {}
}
