package com.talkiego.dispatch.core.signing;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the backend vouches for when it hands out a session description: that on this media link of this client the other end has
 * one of these certificates (RFC 8122 fingerprints), and none but these. Any thread.
 *
 * @param session the client's session
 * @param link the link's name on the SignalLayer
 * @param audience the fingerprints the client itself signed in with: an answer that was made for another is of no use
 * @param fingerprints those of the other end, {@code sha-256 AB:CD:…}
 * @param expires seconds since 1970
 */
public record SignedDescription(
        String session, String link, List<String> audience, List<String> fingerprints, long expires) {
    /** The {@code typ} of such statements. */
    public static final String TYPE = "talkiego-description";

    private static final String LINE = "a=fingerprint:";
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public SignedDescription {
        audience = List.copyOf(audience);
        fingerprints = List.copyOf(fingerprints);
    }

    /** The statement, signed. */
    public String signed(SigningKey key) {
        return key.sign(TYPE, JSON.writeValueAsBytes(this));
    }

    /** What the statement says; null if it is no such one. The signature has to be checked before. */
    public static @Nullable SignedDescription read(Jws jws) {
        if (!jws.type().equals(TYPE)) {
            return null;
        }
        try {
            return JSON.readValue(jws.payload(), SignedDescription.class);
        } catch (JacksonException | NullPointerException incomplete) {
            return null;
        }
    }

    /** Whether it still counts. */
    public boolean fresh(Instant now) {
        return now.getEpochSecond() <= expires;
    }

    /** Every fingerprint in a session description, each once, in one spelling. */
    public static List<String> fingerprints(String sdp) {
        TreeSet<String> found = new TreeSet<>();
        sdp.lines()
                .filter(line -> line.startsWith(LINE))
                .map(line -> spelled(line.substring(LINE.length())))
                .forEach(found::add);
        return List.copyOf(found);
    }

    /** A fingerprint in the one spelling that is compared: the algorithm in small letters, the digits in capitals. */
    public static String spelled(String fingerprint) {
        String[] parts = fingerprint.strip().split("\\s+", 2);
        String digits = parts.length < 2 ? "" : parts[1].toUpperCase(Locale.ROOT);
        return parts[0].toLowerCase(Locale.ROOT) + " " + digits;
    }
}
