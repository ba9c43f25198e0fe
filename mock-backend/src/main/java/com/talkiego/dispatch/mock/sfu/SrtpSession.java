package com.talkiego.dispatch.mock.sfu;

import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.utils.logging2.LoggerImpl;

/**
 * Protects and unprotects the packets of one link (RFC 3711, RFC 7714).
 *
 * <p>One thread. A source gets a state of its own only once a packet of it was authentic, so that strangers cannot fill the memory.
 */
final class SrtpSession implements AutoCloseable {
    private static final int MOST_SOURCES = 1_024;
    private static final int GCM_TAG = 16;
    private static final int SHA1_KEY = 20;
    private static final int SHA1_TAG = 10;

    /** What became of an arriving packet. */
    enum Outcome {
        AUTHENTIC,
        REPLAYED,
        NOT_AUTHENTIC,
        TOO_MANY_SOURCES
    }

    private final SrtpContextFactory inbound;
    private final SrtpContextFactory outbound;
    private final Map<Integer, SrtpCryptoContext> audioIn = new HashMap<>();
    private final Map<Integer, SrtpCryptoContext> audioOut = new HashMap<>();
    private final Map<Integer, SrtcpCryptoContext> controlIn = new HashMap<>();
    private final Map<Integer, SrtcpCryptoContext> controlOut = new HashMap<>();

    SrtpSession(SrtpKeys keys) {
        LoggerImpl logger = new LoggerImpl(SrtpSession.class.getName());
        SrtpPolicy policy = policy(keys.profile);
        inbound =
                new SrtpContextFactory(false, keys.clientKey.clone(), keys.clientSalt.clone(), policy, policy, logger);
        outbound =
                new SrtpContextFactory(true, keys.serverKey.clone(), keys.serverSalt.clone(), policy, policy, logger);
    }

    private static SrtpPolicy policy(SrtpKeys.Profile profile) {
        return switch (profile) {
            case AEAD_AES_128_GCM ->
                new SrtpPolicy(
                        SrtpPolicy.AESGCM_ENCRYPTION,
                        profile.keyBytes,
                        SrtpPolicy.NULL_AUTHENTICATION,
                        0,
                        GCM_TAG,
                        profile.saltBytes);
            case AES128_CM_SHA1_80 ->
                new SrtpPolicy(
                        SrtpPolicy.AESCM_ENCRYPTION,
                        profile.keyBytes,
                        SrtpPolicy.HMACSHA1_AUTHENTICATION,
                        SHA1_KEY,
                        SHA1_TAG,
                        profile.saltBytes);
        };
    }

    /** Decrypts an audio packet in place; its header must have been checked. */
    Outcome unprotectAudio(PacketBuffer packet, int source) {
        try {
            SrtpCryptoContext known = audioIn.get(source);
            if (known == null && audioIn.size() >= MOST_SOURCES) {
                return Outcome.TOO_MANY_SOURCES;
            }
            SrtpCryptoContext context = known == null ? inbound.deriveContext(source, 0) : known;
            SrtpErrorStatus status = context.reverseTransformPacket(packet, false);
            if (status == SrtpErrorStatus.OK && known == null) {
                audioIn.put(source, context);
            }
            return outcome(status);
        } catch (GeneralSecurityException refused) {
            return Outcome.NOT_AUTHENTIC;
        }
    }

    /** Decrypts a control packet in place; its header must have been checked. */
    Outcome unprotectControl(PacketBuffer packet, int source) {
        try {
            SrtcpCryptoContext known = controlIn.get(source);
            if (known == null && controlIn.size() >= MOST_SOURCES) {
                return Outcome.TOO_MANY_SOURCES;
            }
            SrtcpCryptoContext context = known == null ? inbound.deriveControlContext(source) : known;
            SrtpErrorStatus status = context.reverseTransformPacket(packet);
            if (status == SrtpErrorStatus.OK && known == null) {
                controlIn.put(source, context);
            }
            return outcome(status);
        } catch (GeneralSecurityException refused) {
            return Outcome.NOT_AUTHENTIC;
        }
    }

    /** Encrypts an audio packet in place; false if that is not possible. */
    boolean protectAudio(PacketBuffer packet, int source) {
        try {
            SrtpCryptoContext context = audioOut.get(source);
            if (context == null) {
                context = outbound.deriveContext(source, 0);
                audioOut.put(source, context);
            }
            return context.transformPacket(packet) == SrtpErrorStatus.OK;
        } catch (GeneralSecurityException refused) {
            return false;
        }
    }

    /** Encrypts a control packet in place; false if that is not possible. */
    boolean protectControl(PacketBuffer packet, int source) {
        try {
            SrtcpCryptoContext context = controlOut.get(source);
            if (context == null) {
                context = outbound.deriveControlContext(source);
                controlOut.put(source, context);
            }
            return context.transformPacket(packet) == SrtpErrorStatus.OK;
        } catch (GeneralSecurityException refused) {
            return false;
        }
    }

    private static Outcome outcome(SrtpErrorStatus status) {
        return switch (status) {
            case OK -> Outcome.AUTHENTIC;
            case REPLAY_FAIL, REPLAY_OLD -> Outcome.REPLAYED;
            case FAIL, AUTH_FAIL, INVALID_PACKET -> Outcome.NOT_AUTHENTIC;
        };
    }

    @Override
    public void close() {
        inbound.close();
        outbound.close();
    }
}
