package com.talkiego.dispatch.mock.api;

import com.talkiego.dispatch.core.model.IceServer;
import com.talkiego.dispatch.core.wire.ApiMessage.TurnCredentials;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The TURN servers, and short-lived credentials for them as the TURN REST API has them: the name is {@code expiry:user}, the
 * password its HMAC-SHA1 with the secret shared with the servers. Any thread; its text form hides the secret.
 *
 * @param urls {@code turn:} and {@code turns:} addresses; none means no TURN
 */
public record TurnServers(List<String> urls, String secret) {
    /** How long credentials are good. */
    static final Duration LIFE = Duration.ofHours(1);

    public static final TurnServers NONE = new TurnServers(List.of(), "");

    public TurnServers {
        urls = List.copyOf(urls);
        if (!urls.isEmpty() && secret.isEmpty()) {
            throw new IllegalArgumentException("A TURN server needs the secret it shares with the backend.");
        }
    }

    /** Credentials for that account. */
    public TurnCredentials credentials(String account, InstantSource clock) {
        Instant expires = Instant.ofEpochSecond(clock.instant().plus(LIFE).getEpochSecond());
        if (urls.isEmpty()) {
            return new TurnCredentials(List.of(), expires);
        }
        String username = expires.getEpochSecond() + ":" + account;
        return new TurnCredentials(List.of(new IceServer(urls, username, password(username))), expires);
    }

    private String password(String username) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(username.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java run time has no HMAC-SHA1.", e);
        }
    }

    @Override
    public String toString() {
        return "TurnServers" + urls;
    }
}
