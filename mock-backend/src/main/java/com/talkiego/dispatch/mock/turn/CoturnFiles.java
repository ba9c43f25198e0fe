package com.talkiego.dispatch.mock.turn;

import com.talkiego.dispatch.mock.edge.ServerIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What coturn reads: its configuration with the secret, certificate and key, in a directory of this process that only its owner may
 * enter. Directories that earlier processes left behind are removed at the start. One thread at a time.
 */
final class CoturnFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CoturnFiles.class);
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});
    private static final String PREFIX = "turn-";

    private final Path directory;

    CoturnFiles(Path home) throws IOException {
        removeLeftOvers(home);
        directory = home.resolve(PREFIX + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()));
        Files.createDirectory(directory, rights("rwx------"));
    }

    /** Writes everything and gives the configuration's path. */
    Path write(ServerIdentity identity, CoturnPlan plan) throws IOException {
        certificate(identity);
        return secret("turnserver.conf", text(plan));
    }

    /** Writes the certificate and its key only. */
    void certificate(ServerIdentity identity) throws IOException {
        try {
            pem("certificate.pem", "CERTIFICATE", identity.certificate().getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IOException("The server's certificate cannot be written.", e);
        }
        pem("key.pem", "PRIVATE KEY", identity.key().getEncoded());
    }

    private String text(CoturnPlan plan) {
        StringBuilder text = new StringBuilder(1024);
        addresses(plan.listen()).forEach(address -> line(text, "listening-ip=" + address));
        addresses(plan.relay()).forEach(address -> line(text, "relay-ip=" + address));
        line(text, "listening-port=" + plan.port());
        line(text, "tls-listening-port=" + plan.tlsPort());
        line(text, "realm=" + CoturnPlan.REALM);
        line(text, "use-auth-secret");
        line(text, "static-auth-secret=" + plan.secret());
        line(text, "cert=" + directory.resolve("certificate.pem"));
        line(text, "pkey=" + directory.resolve("key.pem"));
        line(text, "userdb=" + directory.resolve("turndb"));
        line(text, "pidfile=" + directory.resolve("turnserver.pid"));
        line(text, "user-quota=" + CoturnPlan.RELAYS_OF_AN_ACCOUNT);
        line(text, "total-quota=" + CoturnPlan.RELAYS_IN_ALL);
        Stream.of(
                        "fingerprint",
                        "no-cli",
                        "no-dtls",
                        "no-tlsv1",
                        "no-tlsv1_1",
                        "no-multicast-peers",
                        "no-rfc5780",
                        "no-software-attribute",
                        "log-file=/dev/stdout",
                        "simple-log",
                        "verbose")
                .forEach(option -> line(text, option));
        if (plan.loopbackPeers()) {
            line(text, "allow-loopback-peers");
        }
        return text.toString();
    }

    private static List<String> addresses(List<InetAddress> addresses) {
        return addresses.stream().map(InetAddress::getHostAddress).toList();
    }

    private static void line(StringBuilder text, String option) {
        text.append(option).append('\n');
    }

    private void pem(String name, String label, byte[] der) throws IOException {
        secret(name, "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n");
    }

    private Path secret(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, rights("rw-------"));
        return Files.writeString(file, text, StandardCharsets.US_ASCII);
    }

    private static FileAttribute<?>[] rights(String rights) {
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))};
    }

    private static void removeLeftOvers(Path home) throws IOException {
        try (Stream<Path> all = Files.list(home)) {
            for (Path path : all.filter(CoturnFiles::isLeftOver).toList()) {
                remove(path);
            }
        }
    }

    private static boolean isLeftOver(Path path) {
        String name = String.valueOf(path.getFileName());
        if (!name.matches(PREFIX + "\\d{1,18}-[0-9a-f]+")) {
            return false;
        }
        long owner = Long.parseLong(name.substring(PREFIX.length(), name.indexOf('-', PREFIX.length())));
        return ProcessHandle.of(owner).isEmpty();
    }

    private static void remove(Path directory) {
        try (Stream<Path> inside = Files.walk(directory)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("{} could not be removed: {}", directory, e.getMessage());
        }
    }

    @Override
    public void close() {
        remove(directory);
    }
}
