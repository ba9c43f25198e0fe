package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.core.api.Pin;
import com.talkiego.dispatch.core.api.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that say who vouches for a backend, whatever is done with it. An installer puts them into the start script. */
final class TrustOptions {
    @Option(names = "--ca", paramLabel = "FILE", description = "Trust this certificate authority (PEM), and no other.")
    private @Nullable Path authority;

    @Option(
            names = "--pin",
            paramLabel = "sha256/…",
            converter = PinText.class,
            description = "Talk only to servers that have this key on their certificate path; repeat it for a backup"
                    + " key. Not for the bundled backend. An installer puts it into the start script.")
    private List<Pin> pins = new ArrayList<>();

    @Option(
            names = "--revocation",
            paramLabel = "off|check|require",
            description = "What becomes of revoked certificates: check refuses a server whose authority revoked it, and"
                    + " says where nobody can tell; require refuses it then, too. Default: check.")
    private Check revocation = Check.CHECK;

    @Option(
            names = "--crl",
            paramLabel = "FILE|URL",
            description =
                    "Look into this list of revoked certificates, in place of those that certificates name; repeat"
                            + " it for more authorities.")
    private List<String> lists = new ArrayList<>();

    /** What is done about revoked certificates. */
    private enum Check {
        OFF,
        CHECK,
        REQUIRE
    }

    /** A pin as it is written. */
    private static final class PinText implements ITypeConverter<Pin> {
        @Override
        public Pin convert(String text) {
            try {
                return Pin.parse(text);
            } catch (IllegalArgumentException none) {
                throw new TypeConversionException(none.getMessage());
            }
        }
    }

    /** The trust anchor, the named authority or the platform's, and what is asked beyond it. */
    Trust trust() throws UnusableFile {
        try {
            Trust vouched = authority == null ? Trust.platform() : Trust.authority(authority);
            Trust pinned = vouched.pinned(Set.copyOf(pins));
            return revocation == Check.OFF
                    ? pinned
                    : pinned.notRevoked(sources(), revocation == Check.REQUIRE, InstantSource.system());
        } catch (IOException e) {
            throw new UnusableFile(
                    "The certificate authority " + authority + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private List<URI> sources() throws UnusableFile {
        List<URI> sources = new ArrayList<>();
        for (String text : lists) {
            sources.add(source(text));
        }
        return sources;
    }

    private static URI source(String text) throws UnusableFile {
        if (text.matches("https?://.+")) {
            try {
                return URI.create(text);
            } catch (IllegalArgumentException e) {
                throw new UnusableFile("The list of revoked certificates " + text + " is no address.", e);
            }
        }
        Path file = Path.of(text).toAbsolutePath();
        if (!Files.isReadable(file)) {
            throw new UnusableFile(
                    "The list of revoked certificates " + file + " cannot be read.", new IOException(file.toString()));
        }
        return file.toUri();
    }
}
