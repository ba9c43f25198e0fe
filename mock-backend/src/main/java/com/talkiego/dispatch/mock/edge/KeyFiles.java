package com.talkiego.dispatch.mock.edge;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** PEM files in one directory that only its owner may enter; each file is replaced whole. One thread at a time. */
final class KeyFiles {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});
    private static final long LARGEST = 64 * 1024;

    private final Path directory;
    private final boolean posix;

    /** Makes the directory where it is missing. */
    KeyFiles(Path directory) throws IOException {
        this.directory = directory;
        this.posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, permissions("rwx------"));
        }
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    boolean has(String name) {
        return Files.isRegularFile(path(name));
    }

    void writeCertificate(String name, X509Certificate certificate) throws IOException, GeneralSecurityException {
        write(name, "CERTIFICATE", certificate.getEncoded(), "rw-r--r--");
    }

    void writeKey(String name, PrivateKey key) throws IOException {
        write(name, "PRIVATE KEY", key.getEncoded(), "rw-------");
    }

    /** A text file of one entry a line; none where it is missing. */
    List<String> readLines(String name) throws IOException {
        return has(name) ? Files.readAllLines(path(name), StandardCharsets.US_ASCII) : List.of();
    }

    void writeLines(String name, List<String> lines) throws IOException {
        Path fresh = Files.createTempFile(directory, name, ".new", permissions("rw-r--r--"));
        Files.write(fresh, lines, StandardCharsets.US_ASCII);
        Files.move(fresh, path(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    X509Certificate readCertificate(String name) throws IOException, GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(read(name, "CERTIFICATE")));
    }

    PrivateKey readKey(String name) throws IOException, GeneralSecurityException {
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(read(name, "PRIVATE KEY")));
    }

    private byte[] read(String name, String label) throws IOException, GeneralSecurityException {
        Path file = path(name);
        if (Files.size(file) > LARGEST) {
            throw new GeneralSecurityException(file + " is too large for a PEM file");
        }
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        String begin = "-----BEGIN " + label + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + label + "-----");
        if (from < 0 || to < from) {
            throw new GeneralSecurityException(file + " holds no " + label);
        }
        try {
            return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException(file + " is damaged", e);
        }
    }

    private void write(String name, String label, byte[] der, String rights) throws IOException {
        Path fresh = Files.createTempFile(directory, name, ".new", permissions(rights));
        String pem = "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n";
        Files.writeString(fresh, pem, StandardCharsets.US_ASCII);
        Files.move(fresh, path(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private FileAttribute<?>[] permissions(String rights) {
        // Elsewhere (Windows) a directory in the user's profile is private by inheritance.
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }
}
