package com.talkiego.dispatch.mock.edge;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The private certificate authority of one mock backend, kept in its home directory: made at the first start, used again
 * afterwards, so that a client that trusts it once trusts every later run.
 */
public final class Authority {
    private static final Logger LOG = LoggerFactory.getLogger(Authority.class);

    static final Duration AUTHORITY_LIFE = Duration.ofDays(3652);
    /** Browsers refuse server certificates that live much longer than a year. */
    static final Duration SERVER_LIFE = Duration.ofDays(396);

    static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private static final String AUTHORITY_FILE = "ca.pem";
    private static final String AUTHORITY_KEY = "ca-key.pem";
    private static final String SERVER_FILE = "server.pem";
    private static final String SERVER_KEY = "server-key.pem";
    private static final String REVOKED_FILE = "revoked.txt";
    private static final int IP_ADDRESS = 7;

    private final InstantSource clock;

    public Authority(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The identity for these names, from the files where they are good, else made anew: the authority when it is about to
     * expire, the server's certificate also when the names changed or another authority signed it.
     *
     * @param names host names and addresses as {@link HostNames} writes them
     * @throws HomeUnusable if the directory cannot be read or written, or holds something damaged
     */
    public ServerIdentity identity(Path home, SortedSet<String> names) throws HomeUnusable {
        return identity(home, names, null);
    }

    /** As {@link #identity}, but always with a new server certificate, which is good for that long. */
    public ServerIdentity renewed(Path home, SortedSet<String> names, Duration life) throws HomeUnusable {
        return identity(home, names, life);
    }

    private ServerIdentity identity(Path home, SortedSet<String> names, @Nullable Duration renewFor)
            throws HomeUnusable {
        return inHome(home, files -> locked(files, names, renewFor));
    }

    /** That certificate is not to be trusted any more; the next start makes another. */
    void revoke(Path home, X509Certificate certificate) throws HomeUnusable {
        inHome(home, files -> {
            Map<BigInteger, Instant> revoked = revoked(files);
            revoked.putIfAbsent(certificate.getSerialNumber(), clock.instant());
            files.writeLines(
                    REVOKED_FILE,
                    revoked.entrySet().stream()
                            .map(each -> each.getKey().toString(16) + " " + each.getValue())
                            .toList());
            LOG.info("Revoked the certificate {}", certificate.getSerialNumber().toString(16));
            return revoked;
        });
    }

    /** The list of what was revoked, DER, good for that long; one that is out of date for a negative time. */
    byte[] revocationList(Path home, Duration life) throws HomeUnusable {
        return inHome(home, files -> {
            Instant now = clock.instant();
            return CertificateMaker.revocationList(
                    revoked(files),
                    files.readCertificate(AUTHORITY_FILE),
                    files.readKey(AUTHORITY_KEY),
                    now,
                    now.plus(life));
        });
    }

    private static Map<BigInteger, Instant> revoked(KeyFiles files) throws IOException, GeneralSecurityException {
        Map<BigInteger, Instant> revoked = new TreeMap<>();
        try {
            for (String line : files.readLines(REVOKED_FILE)) {
                String[] parts = line.split(" ", 2);
                revoked.put(new BigInteger(parts[0], 16), Instant.parse(parts[parts.length - 1]));
            }
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new GeneralSecurityException(REVOKED_FILE + " is damaged", e);
        }
        return revoked;
    }

    /** Something done with the files, which nobody else has meanwhile. */
    private interface Work<T> {
        T with(KeyFiles files) throws IOException, GeneralSecurityException;
    }

    private static <T> T inHome(Path home, Work<T> work) throws HomeUnusable {
        try {
            KeyFiles files = new KeyFiles(home);
            // Two backends that start at once in one home must not make two authorities.
            try (FileChannel channel =
                            FileChannel.open(files.path("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                LOG.debug("Holding {}", lock);
                return work.with(files);
            }
        } catch (IOException e) {
            throw new HomeUnusable(
                    "The home directory " + home + " cannot be read and written (" + reason(e)
                            + "). Make it writable for this user, or name another with --home.",
                    e);
        } catch (GeneralSecurityException e) {
            throw new HomeUnusable(
                    "The certificates in " + home + " cannot be used (" + e.getMessage()
                            + "). Delete that directory to make new ones, or name another with --home.",
                    e);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "no access to " + denied.getFile();
            case NoSuchFileException missing -> "cannot make " + missing.getFile();
            case FileAlreadyExistsException file -> file.getFile() + " is not a directory";
            default -> String.valueOf(e.getMessage());
        };
    }

    private ServerIdentity locked(KeyFiles files, SortedSet<String> names, @Nullable Duration renewFor)
            throws IOException, GeneralSecurityException {
        Instant now = clock.instant();
        if (!files.has(AUTHORITY_FILE)
                || !files.has(AUTHORITY_KEY)
                || expires(files.readCertificate(AUTHORITY_FILE), now)) {
            KeyPair pair = newPair();
            // The key first: a certificate without its key would be taken for a whole authority after a power cut.
            files.writeKey(AUTHORITY_KEY, pair.getPrivate());
            files.writeCertificate(AUTHORITY_FILE, CertificateMaker.authority(pair, now, AUTHORITY_LIFE));
            LOG.info("Made a new certificate authority, {}", files.path(AUTHORITY_FILE));
        }
        X509Certificate authority = files.readCertificate(AUTHORITY_FILE);
        PrivateKey authorityKey = files.readKey(AUTHORITY_KEY);
        if (!belongTogether(authority, authorityKey)) {
            throw new GeneralSecurityException(AUTHORITY_KEY + " is not the key of " + AUTHORITY_FILE);
        }
        if (renewFor != null
                || !files.has(SERVER_FILE)
                || !files.has(SERVER_KEY)
                || revoked(files).containsKey(files.readCertificate(SERVER_FILE).getSerialNumber())
                || !serves(files.readCertificate(SERVER_FILE), files.readKey(SERVER_KEY), authority, names, now)) {
            KeyPair pair = newPair();
            files.writeKey(SERVER_KEY, pair.getPrivate());
            files.writeCertificate(
                    SERVER_FILE,
                    CertificateMaker.server(
                            pair.getPublic(),
                            names,
                            authority,
                            authorityKey,
                            now,
                            renewFor == null ? SERVER_LIFE : renewFor));
            LOG.info("Made a new server certificate for {}", names);
        }
        return new ServerIdentity(
                files.path(AUTHORITY_FILE).toAbsolutePath(),
                authority,
                files.readCertificate(SERVER_FILE),
                files.readKey(SERVER_KEY));
    }

    private static boolean serves(
            X509Certificate certificate,
            PrivateKey key,
            X509Certificate authority,
            SortedSet<String> names,
            Instant now)
            throws GeneralSecurityException {
        return !expires(certificate, now)
                && names.equals(names(certificate))
                && belongTogether(certificate, key)
                && signedBy(certificate, authority);
    }

    private static boolean expires(X509Certificate certificate, Instant now) {
        return certificate.getNotAfter().toInstant().isBefore(now.plus(RENEW_BEFORE))
                || certificate.getNotBefore().toInstant().isAfter(now);
    }

    private static boolean signedBy(X509Certificate certificate, X509Certificate authority) {
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            LOG.info("The server certificate is of another authority: {}", e.getMessage());
            return false;
        }
    }

    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        byte[] probe = certificate.getTBSCertificate();
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(probe);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(probe);
        return signature.verify(signed);
    }

    /** The names a certificate is good for, as {@link HostNames} writes them. */
    static SortedSet<String> names(X509Certificate certificate) throws CertificateException {
        SortedSet<String> names = new TreeSet<>();
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives != null) {
            for (List<?> name : alternatives) {
                String text = String.valueOf(name.get(1));
                names.add(Integer.valueOf(IP_ADDRESS).equals(name.get(0)) ? plainAddress(text) : text);
            }
        }
        return names;
    }

    private static String plainAddress(String text) {
        return HostNames.text(java.net.InetAddress.ofLiteral(text));
    }

    private static KeyPair newPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
