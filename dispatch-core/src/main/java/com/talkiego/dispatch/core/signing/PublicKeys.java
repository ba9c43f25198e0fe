package com.talkiego.dispatch.core.signing;

import com.talkiego.dispatch.core.wire.ApiMessage;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys a backend signs with, by id, as it told them over HTTPS. What is not a P-256 key for ES256 is left out. Immutable. */
public final class PublicKeys {
    private static final int MOST = 32;

    private final Map<String, PublicKey> byId;

    private PublicKeys(Map<String, PublicKey> byId) {
        this.byId = Map.copyOf(byId);
    }

    public static PublicKeys of(List<ApiMessage.Key> published) {
        Map<String, PublicKey> keys = new HashMap<>();
        for (ApiMessage.Key key : published.subList(0, Math.min(MOST, published.size()))) {
            PublicKey usable = usable(key);
            if (usable != null) {
                keys.put(key.kid(), usable);
            }
        }
        return new PublicKeys(keys);
    }

    /** Whether that key is among them. */
    public boolean knows(String keyId) {
        return byId.containsKey(keyId);
    }

    /** Whether the statement was signed with one of them. */
    public boolean signed(Jws jws) {
        PublicKey key = byId.get(jws.keyId());
        return key != null && jws.signedBy(key);
    }

    private static @Nullable PublicKey usable(ApiMessage.Key key) {
        if (!key.kty().equals("EC") || !key.crv().equals("P-256") || !key.alg().equals("ES256")) {
            return null;
        }
        try {
            AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
            curve.init(new ECGenParameterSpec("secp256r1"));
            ECPoint point = new ECPoint(coordinate(key.x()), coordinate(key.y()));
            return KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            return null;
        }
    }

    private static BigInteger coordinate(String text) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(text));
    }
}
