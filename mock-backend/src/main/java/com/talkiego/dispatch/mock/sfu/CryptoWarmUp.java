package com.talkiego.dispatch.mock.sfu;

import java.util.concurrent.CompletableFuture;
import org.jitsi.srtp.crypto.Aes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uses the packet cryptography once before the first link needs it.
 *
 * <p>The first packet of a Java process costs the SRTP library one to three seconds (it loads providers and measures
 * ciphers). On the thread {@code sfu} that would be silence for everybody, so it is spent at start, on a thread of its
 * own, and links wait for it before they count as connected.
 */
final class CryptoWarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(CryptoWarmUp.class);
    /** Enough for the interpreter to notice that protecting packets is worth compiling. */
    private static final int PACKETS = 200;

    private static final int PACKET_BYTES = 100;
    private static final int SOURCE = 1;

    private CryptoWarmUp() {}

    /** Begins; the result completes when links may use the cryptography. */
    static CompletableFuture<Void> start() {
        CompletableFuture<Void> warm = new CompletableFuture<>();
        Thread.ofPlatform().name("sfu-warm-up").daemon().start(() -> {
            try {
                run();
            } catch (RuntimeException failed) {
                LOG.warn("Warming up the packet cryptography failed; the first link will be slow.", failed);
            } finally {
                warm.complete(null);
            }
        });
        return warm;
    }

    private static void run() {
        // By name: no native library is loaded and no race between ciphers decides what runs.
        Aes.setFactoryClassName("SunJCE");
        for (SrtpKeys.Profile profile : SrtpKeys.Profile.values()) {
            SrtpKeys keys = new SrtpKeys(profile, new byte[profile.materialBytes()]);
            try (SrtpSession session = new SrtpSession(keys)) {
                PacketBuffer packet = new PacketBuffer();
                byte[] content = new byte[PACKET_BYTES];
                content[0] = (byte) 0x80;
                content[11] = SOURCE;
                for (int i = 0; i < PACKETS; i++) {
                    content[3] = (byte) i;
                    packet.fill(content, content.length);
                    session.protectAudio(packet, SOURCE);
                    session.unprotectAudio(packet, SOURCE);
                }
            }
        }
    }
}
