package com.talkiego.dispatch.mock.api;

import com.talkiego.dispatch.core.signing.SignedDescription;
import com.talkiego.dispatch.mock.edge.Refusal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fingerprints of certificates that a client names when it asks for a token. Any thread. */
public final class Fingerprints {
    private static final int MOST = 4;
    private static final Pattern SHA_256 = Pattern.compile("(?i)sha-256 [0-9a-f]{2}(:[0-9a-f]{2}){31}");

    private Fingerprints() {}

    /** Them, in the spelling that is compared; none where none were named. Throws {@link Refusal} 400 for anything else. */
    public static List<String> checked(@Nullable List<String> named) {
        List<String> fingerprints = named == null ? List.of() : named;
        if (fingerprints.size() > MOST || !fingerprints.stream().allMatch(Fingerprints::usable)) {
            throw Refusal.malformed("The field 'fingerprints' holds at most " + MOST
                    + " texts like 'sha-256 AB:CD:…', of 32 bytes each.");
        }
        return fingerprints.stream().map(SignedDescription::spelled).toList();
    }

    private static boolean usable(@Nullable String fingerprint) {
        return fingerprint != null && SHA_256.matcher(fingerprint).matches();
    }
}
