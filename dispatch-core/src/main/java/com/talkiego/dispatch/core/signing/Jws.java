package com.talkiego.dispatch.core.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A signed text in the compact form of RFC 7515, taken apart but not yet checked. ES256 is the one algorithm there is, and each kind
 * of statement has a {@code typ} of its own (RFC 8725, 3.11), so that none passes for another. Any thread.
 */
public final class Jws {
    /** Longest compact form that is looked at, in characters. */
    static final int LONGEST = 8 * 1024;

    private static final String ALGORITHM = "ES256";
    private static final String JCA = "SHA256withECDSAinP1363Format";
    private static final int SIGNATURE_BYTES = 64;
    private static final int LONGEST_KEY_ID = 64;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final String keyId;
    private final String type;
    private final byte[] payload;
    private final byte[] signed;
    private final byte[] signature;

    private record Header(String alg, String kid, String typ) {}

    private Jws(String keyId, String type, byte[] payload, byte[] signed, byte[] signature) {
        this.keyId = keyId;
        this.type = type;
        this.payload = payload;
        this.signed = signed;
        this.signature = signature;
    }

    /** Which key is said to have signed it. */
    public String keyId() {
        return keyId;
    }

    /** What kind of statement it is. */
    public String type() {
        return type;
    }

    /** The statement. */
    public byte[] payload() {
        return payload.clone();
    }

    /** Signs a statement. */
    static String sign(String keyId, PrivateKey key, String type, byte[] payload) {
        String head = ENCODER.encodeToString(JSON.writeValueAsBytes(new Header(ALGORITHM, keyId, type)));
        String signed = head + "." + ENCODER.encodeToString(payload);
        try {
            Signature signature = Signature.getInstance(JCA);
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + ENCODER.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java run time cannot sign with ES256.", e);
        }
    }

    /** Takes a compact form apart; null if it is none, or of another algorithm. */
    public static @Nullable Jws parse(String compact) {
        String[] parts = compact.length() > LONGEST ? new String[0] : compact.split("\\.", -1);
        if (parts.length != 3) {
            return null;
        }
        try {
            JsonNode head = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
            byte[] payload = Base64.getUrlDecoder().decode(parts[1]);
            byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
            String keyId = head.path("kid").asString("");
            boolean usable = ALGORITHM.equals(head.path("alg").asString(""))
                    && !head.has("crit")
                    && signature.length == SIGNATURE_BYTES
                    && !keyId.isEmpty()
                    && keyId.length() <= LONGEST_KEY_ID;
            byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8);
            return usable ? new Jws(keyId, head.path("typ").asString(""), payload, signed, signature) : null;
        } catch (IllegalArgumentException | JacksonException notOne) {
            return null;
        }
    }

    /** Whether the owner of that key signed it. */
    boolean signedBy(PublicKey key) {
        try {
            Signature check = Signature.getInstance(JCA);
            check.initVerify(key);
            check.update(signed);
            return check.verify(signature);
        } catch (GeneralSecurityException unusable) {
            return false;
        }
    }

    /** Without what it says: it may be a token. */
    @Override
    public String toString() {
        return "Jws[" + type + " by " + keyId + "]";
    }
}
