package com.talkiego.dispatch.core.signing;

import com.talkiego.dispatch.core.wire.ApiMessage;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** A P-256 key pair with an id, that signs statements. The private half never leaves it. Any thread. */
public final class SigningKey {
    private static final int COORDINATE_BYTES = 32;

    private final String id;
    private final KeyPair pair;

    private SigningKey(String id, KeyPair pair) {
        this.id = id;
        this.pair = pair;
    }

    /** A new one. */
    public static SigningKey make(String id) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new SigningKey(id, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java run time has no P-256.", e);
        }
    }

    public String id() {
        return id;
    }

    /** The statement with the signature, as compact JWS. */
    public String sign(String type, byte[] payload) {
        return Jws.sign(id, pair.getPrivate(), type, payload);
    }

    /** Whether this key signed it. */
    public boolean signed(Jws jws) {
        return jws.keyId().equals(id) && jws.signedBy(publicKey());
    }

    PublicKey publicKey() {
        return pair.getPublic();
    }

    /** The public half, as others may have it. */
    public ApiMessage.Key published() {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        return new ApiMessage.Key(
                id,
                "EC",
                "P-256",
                "ES256",
                "sig",
                coordinate(key.getW().getAffineX()),
                coordinate(key.getW().getAffineY()));
    }

    private static String coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[COORDINATE_BYTES];
        int from = Math.max(0, bytes.length - COORDINATE_BYTES);
        System.arraycopy(bytes, from, fixed, COORDINATE_BYTES - (bytes.length - from), bytes.length - from);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
    }

    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
