package com.talkiego.dispatch.mock.sfu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client's offer (RFC 8829), as far as an audio link needs it; whatever came in is checked before it is used or echoed.
 */
final class Offer {
    static final int MOST_LINES = 512;
    private static final int LONGEST_TEXT = 2_000_000;
    private static final int LONGEST_LINE = 4_096;
    private static final int FINGERPRINT_BYTES = 32;
    private static final Pattern ICE_NAME = Pattern.compile("[A-Za-z0-9+/]{4,256}");

    final String ufrag;
    private final byte[] fingerprint;
    final List<OfferedLine> lines;

    private Offer(String ufrag, byte[] fingerprint, List<OfferedLine> lines) {
        this.ufrag = ufrag;
        this.fingerprint = fingerprint;
        this.lines = List.copyOf(lines);
    }

    /** SHA-256 of the certificate the client will show. */
    byte[] fingerprint() {
        return fingerprint.clone();
    }

    /**
     * Reads and checks an offer for a link of the given kind.
     *
     * @throws SdpException if it cannot be answered
     */
    static Offer parse(String sdp, LinkKind kind) throws SdpException {
        if (sdp.length() > LONGEST_TEXT) {
            throw new SdpException("The offer is longer than 2 MB; offer fewer lines.");
        }
        Section session = new Section(null);
        List<Section> sections = new ArrayList<>();
        Section current = session;
        for (String raw : sdp.split("\n", -1)) {
            String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
            if (line.length() > LONGEST_LINE) {
                throw new SdpException("The offer has a line of more than 4096 characters.");
            }
            if (line.startsWith("m=")) {
                if (sections.size() == MOST_LINES) {
                    throw new SdpException("The offer has more than 512 media lines; offer fewer.");
                }
                current = new Section(line.substring(2));
                sections.add(current);
            } else if (line.startsWith("a=")) {
                current.attributes.add(line.substring(2));
            }
        }
        return check(session, sections, kind);
    }

    private static Offer check(Section session, List<Section> sections, LinkKind kind) throws SdpException {
        Set<String> mids = new HashSet<>();
        Set<Long> sources = new HashSet<>();
        List<OfferedLine> lines = new ArrayList<>();
        @Nullable Section transport = null;
        for (Section section : sections) {
            OfferedLine line = section.read();
            if (!mids.add(line.mid())) {
                throw new SdpException("Two media lines of the offer have the mid '" + line.mid() + "'.");
            }
            if (!line.refused() && transport == null) {
                transport = section;
            }
            if (kind == LinkKind.PUBLISHER && line.carries(kind) && line.source() < 0) {
                throw new SdpException("Line '" + line.mid() + "' of the offer declares no a=ssrc to send under.");
            }
            if (kind == LinkKind.PUBLISHER && line.carries(kind) && !sources.add(line.source())) {
                throw new SdpException("Two media lines of the offer send under the same a=ssrc.");
            }
            lines.add(line);
        }
        if (transport == null || lines.stream().noneMatch(line -> line.carries(kind))) {
            throw new SdpException(
                    kind == LinkKind.PUBLISHER
                            ? "The offer has no audio line that sends; offer at least one sendonly line with Opus."
                            : "The offer has no audio line that receives; offer at least one recvonly line with Opus.");
        }
        checkBundle(session, lines);
        checkSetup(session, transport);
        String ufrag = transport.orElse(session, "ice-ufrag:");
        if (!ICE_NAME.matcher(ufrag).matches()) {
            throw new SdpException("The offer has no valid a=ice-ufrag.");
        }
        return new Offer(ufrag, readFingerprint(transport.orElse(session, "fingerprint:")), lines);
    }

    private static void checkBundle(Section session, List<OfferedLine> lines) throws SdpException {
        Set<String> bundled =
                new HashSet<>(Arrays.asList(session.value("group:BUNDLE").split(" ", -1)));
        for (OfferedLine line : lines) {
            if (!line.refused() && !bundled.contains(line.mid())) {
                throw new SdpException("Line '" + line.mid()
                        + "' of the offer is not bundled; offer all lines in one a=group:BUNDLE.");
            }
        }
    }

    private static void checkSetup(Section session, Section transport) throws SdpException {
        String setup = transport.orElse(session, "setup:");
        if (!setup.equals("actpass") && !setup.equals("active")) {
            throw new SdpException("The offer must let the client start the handshake: a=setup:actpass or active.");
        }
    }

    private static byte[] readFingerprint(String value) throws SdpException {
        String[] parts = value.strip().split(" ", -1);
        String[] octets = parts.length == 2 ? parts[1].split(":", -1) : new String[0];
        if (!parts[0].equalsIgnoreCase("sha-256") || octets.length != FINGERPRINT_BYTES) {
            throw new SdpException("The offer has no valid a=fingerprint:sha-256.");
        }
        byte[] fingerprint = new byte[FINGERPRINT_BYTES];
        for (int i = 0; i < FINGERPRINT_BYTES; i++) {
            int octet = octets[i].length() == 2 ? Section.number(octets[i], 16, 0xFF) : -1;
            if (octet < 0) {
                throw new SdpException("The offer has no valid a=fingerprint:sha-256.");
            }
            fingerprint[i] = (byte) octet;
        }
        return fingerprint;
    }
}
