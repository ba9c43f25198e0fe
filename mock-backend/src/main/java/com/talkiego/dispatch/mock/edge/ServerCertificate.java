package com.talkiego.dispatch.mock.edge;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that every entry of a backend shows, and can be exchanged while they run: connections that are open go on with the
 * one they began with. Any thread.
 */
public final class ServerCertificate {
    private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);
    private static final int LONGEST_DAYS = 396;
    private static final int LIST_HOURS = 24 * 365;

    private final Authority authority;
    private final Path home;
    private final SortedSet<String> names;
    private final Set<SslContextFactory.Server> shownBy = ConcurrentHashMap.newKeySet();
    private final List<Runnable> others = new CopyOnWriteArrayList<>();
    private ServerIdentity identity;
    private volatile BigInteger revoked = BigInteger.ZERO;
    private volatile boolean listServed = true;
    private volatile Duration listLife = Duration.ofDays(1);

    /** What the state page shows of it. */
    public record Snapshot(String serial, Instant since, Instant expires, boolean revoked) {}

    /** @throws HomeUnusable if the home directory cannot be used */
    public ServerCertificate(Authority authority, Path home, SortedSet<String> names) throws HomeUnusable {
        this.authority = authority;
        this.home = home;
        this.names = names;
        this.identity = authority.identity(home, names);
    }

    /** The certificate and the authority that signed it. */
    public synchronized ServerIdentity identity() {
        return identity;
    }

    /** When it ends. */
    public Instant expires() {
        return identity().certificate().getNotAfter().toInstant();
    }

    public Snapshot snapshot() {
        ServerIdentity now = identity();
        return new Snapshot(
                now.certificate().getSerialNumber().toString(16),
                now.certificate().getNotBefore().toInstant(),
                expires(),
                revoked.equals(now.certificate().getSerialNumber()));
    }

    /** Revokes it: clients that look into the authority's list refuse it from their next connection on, until it is renewed. */
    private synchronized void revoke() throws HomeUnusable {
        authority.revoke(home, identity.certificate());
        revoked = identity.certificate().getSerialNumber();
    }

    /** The authority's list of revoked certificates, DER; refused where the action {@code revocation-list} hides it. */
    byte[] revocationList() throws HomeUnusable {
        if (!listServed) {
            throw Refusal.notFound("The list of revoked certificates is hidden by the action revocation-list.");
        }
        return authority.revocationList(home, listLife);
    }

    /** Tells that one too, after each renewal. */
    public void alsoShownBy(Runnable other) {
        others.add(other);
    }

    /**
     * Makes another one, good for that long, and shows it from the next connection on.
     *
     * @throws HomeUnusable if the home directory cannot be used
     */
    synchronized void renew(Duration life) throws HomeUnusable {
        identity = authority.renewed(home, names, life);
        for (SslContextFactory.Server tls : shownBy) {
            try {
                tls.reload(factory -> tls.setKeyStore(store(identity)));
            } catch (Exception e) {
                throw new IllegalStateException("The new server certificate cannot be shown.", e);
            }
        }
        others.forEach(Runnable::run);
        LOG.info("Another server certificate, good until {}", expires());
    }

    /** What can be done to it from the state page. */
    public List<Action> actions() {
        return List.of(renewal(), revocation(), list());
    }

    private Action revocation() {
        return new Action(
                "revoke-certificate",
                "Revokes the server certificate: new connections of consoles that look into /ca.crl are refused until renew-certificate.",
                List.of(),
                body -> {
                    try {
                        revoke();
                    } catch (HomeUnusable e) {
                        throw Refusal.malformed(String.valueOf(e.getMessage()));
                    }
                    return "The server certificate is in the list of revoked ones.";
                });
    }

    private Action list() {
        return new Action(
                "revocation-list",
                "Serves the list of revoked certificates, /ca.crl, or hides it, and says how long each is good from now on.",
                List.of(
                        new Action.Field("served", "boolean", false, "true", "false: it cannot be had"),
                        new Action.Field("hours", "number", false, "24", "how long it is good; negative: out of date")),
                body -> {
                    listLife = Duration.ofHours(body.whole("hours", -LIST_HOURS, LIST_HOURS, 24));
                    listServed = body.flag("served", true);
                    return listServed ? "The list is good for " + listLife.toHours() + " h." : "The list is hidden.";
                });
    }

    private Action renewal() {
        return new Action(
                "renew-certificate",
                "Makes another server certificate and shows it from the next connection on; open ones go on.",
                List.of(new Action.Field("days", "number", false, "396", "how long it is good, 1 to " + LONGEST_DAYS)),
                body -> {
                    int days = body.whole("days", 1, LONGEST_DAYS, LONGEST_DAYS);
                    try {
                        renew(Duration.ofDays(days));
                    } catch (HomeUnusable e) {
                        throw Refusal.malformed(String.valueOf(e.getMessage()));
                    }
                    return "The server certificate is good until " + expires() + ".";
                });
    }

    /** TLS of one more entry, which shows it until {@link #hidden}. */
    synchronized SslContextFactory.Server shown() {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(store(identity));
        tls.setKeyStorePassword("");
        tls.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        shownBy.add(tls);
        return tls;
    }

    /** That entry is closed. */
    void hidden(SslContextFactory.Server tls) {
        shownBy.remove(tls);
    }

    private static KeyStore store(ServerIdentity identity) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", identity.key(), new char[0], new Certificate[] {
                identity.certificate(), identity.authority()
            });
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The server certificate " + identity.certificate().getSerialNumber() + " cannot be used.", e);
        }
    }
}
