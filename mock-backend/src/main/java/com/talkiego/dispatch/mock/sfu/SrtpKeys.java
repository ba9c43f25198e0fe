package com.talkiego.dispatch.mock.sfu;

import java.util.Arrays;

/** The keys of one link, exported from its handshake (RFC 5764, 4.2): the client's to read with, the server's to write. */
final class SrtpKeys {
    /** How packets are protected; the names are those of RFC 5764 and RFC 7714. */
    enum Profile {
        AEAD_AES_128_GCM(7, 16, 12),
        AES128_CM_SHA1_80(1, 16, 14);

        final int id;
        final int keyBytes;
        final int saltBytes;

        Profile(int id, int keyBytes, int saltBytes) {
            this.id = id;
            this.keyBytes = keyBytes;
            this.saltBytes = saltBytes;
        }

        int materialBytes() {
            return 2 * (keyBytes + saltBytes);
        }
    }

    final Profile profile;
    final byte[] clientKey;
    final byte[] serverKey;
    final byte[] clientSalt;
    final byte[] serverSalt;

    /**
     * @param material client key, server key, client salt, server salt, one behind the other
     */
    SrtpKeys(Profile profile, byte[] material) {
        if (material.length != profile.materialBytes()) {
            throw new IllegalArgumentException("keys of " + profile + " need " + profile.materialBytes() + " bytes");
        }
        int key = profile.keyBytes;
        int salt = profile.saltBytes;
        this.profile = profile;
        this.clientKey = Arrays.copyOfRange(material, 0, key);
        this.serverKey = Arrays.copyOfRange(material, key, 2 * key);
        this.clientSalt = Arrays.copyOfRange(material, 2 * key, 2 * key + salt);
        this.serverSalt = Arrays.copyOfRange(material, 2 * key + salt, 2 * (key + salt));
    }
}
