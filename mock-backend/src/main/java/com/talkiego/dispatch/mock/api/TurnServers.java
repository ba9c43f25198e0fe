package com.talkiego.dispatch.mock.api;

import com.talkiego.dispatch.core.model.IceServer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The TURN servers, and credentials for them as the TURN REST API has them: the name is {@code expiry:user}, the password its
 * HMAC-SHA1 with the secret shared with the servers. Any thread; its text form hides the secret.
 *
 * @param urls {@code turn:} and {@code turns:} addresses, {@code {host}} standing for this machine; none means no TURN
 * @param bundled whether a coturn of our own is to run in place of servers named
 */
public record TurnServers(List<String> urls, String secret, boolean bundled) {
    /** How a client reaches a TURN server. */
    public enum Way {
        UDP,
        TCP,
        TLS;

        static Way of(String url) {
            if (url.startsWith("turns:")) {
                return TLS;
            }
            return url.endsWith("?transport=tcp") ? TCP : UDP;
        }
    }

    /** No relays. */
    public static final TurnServers NONE = new TurnServers(List.of(), "");

    /** A coturn of our own, where it is installed. */
    public static final TurnServers BUNDLED = new TurnServers(List.of(), "", true);

    public TurnServers {
        urls = List.copyOf(urls);
        if (!urls.isEmpty() && secret.isEmpty()) {
            throw new IllegalArgumentException("A TURN server needs the secret it shares with the backend.");
        }
    }

    public TurnServers(List<String> urls, String secret) {
        this(urls, secret, false);
    }

    /** The servers with credentials for that account, good until then, reached by those ways; {@code host} is this machine as the client knows it. */
    List<IceServer> servers(String account, Instant expires, String host, Set<Way> ways) {
        List<String> addresses = urls.stream()
                .filter(url -> ways.contains(Way.of(url)))
                .map(url -> url.replace("{host}", host))
                .toList();
        if (addresses.isEmpty()) {
            return List.of();
        }
        String username = expires.getEpochSecond() + ":" + account;
        return List.of(new IceServer(addresses, username, password(username)));
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
        return bundled ? "TurnServers[bundled]" : "TurnServers" + urls;
    }
}
