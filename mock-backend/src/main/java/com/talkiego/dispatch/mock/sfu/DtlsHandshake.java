package com.talkiego.dispatch.mock.sfu;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.TlsFatalAlert;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handshake of one link, which blocks and so has a virtual thread of its own; it lives as long as the link, to
 * repeat a lost last flight and to hear the client's goodbye.
 */
final class DtlsHandshake {
    private static final Logger LOG = LoggerFactory.getLogger(DtlsHandshake.class);
    private static final int MOST_WAITING = 64;
    private static final int RECEIVE_LIMIT = 2_048;
    private static final int SEND_LIMIT = 1_200;
    private static final int POLL_MILLIS = 10_000;

    /** What became of the handshake; called on its thread. */
    interface Outcome {
        void established(SrtpKeys keys);

        /** The handshake failed, or the client said goodbye; nothing follows. */
        void ended(String reason);

        void send(byte[] datagram);
    }

    private final DtlsIdentity identity;
    private final byte[] clientFingerprint;
    private final Outcome outcome;
    private final BlockingQueue<byte[]> arrived = new ArrayBlockingQueue<>(MOST_WAITING);
    private @Nullable Thread thread;

    DtlsHandshake(DtlsIdentity identity, byte[] clientFingerprint, Outcome outcome) {
        this.identity = identity;
        this.clientFingerprint = clientFingerprint.clone();
        this.outcome = outcome;
    }

    /** Hands over a datagram; false if too many wait already. Thread {@code sfu}. */
    boolean feed(byte[] data, int length) {
        boolean taken = arrived.offer(Arrays.copyOf(data, length));
        if (thread == null) {
            thread = Thread.ofVirtual().name("sfu-handshake").start(this::run);
        }
        return taken;
    }

    /** Ends the thread, which sends a goodbye if the handshake was done. Thread {@code sfu}. */
    void cancel() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run() {
        DtlsServer server = new DtlsServer(
                identity, clientFingerprint, outcome::established, () -> outcome.ended("the client closed the link"));
        Queue transport = new Queue();
        try {
            DTLSTransport established = new DTLSServerProtocol().accept(server, transport);
            listen(established);
        } catch (InterruptedIOException cancelled) {
            Thread.currentThread().interrupt();
        } catch (TlsFatalAlert alert) {
            outcome.ended(reason(alert));
        } catch (IllegalStateException closed) {
            LOG.debug("A handshake ended with the media server: {}", closed.getMessage());
        } catch (IOException failed) {
            outcome.ended("the handshake failed: " + failed.getMessage());
        }
    }

    /** Serves what still arrives in the DTLS layer until the link ends. */
    private void listen(DTLSTransport transport) throws IOException {
        byte[] unexpected = new byte[RECEIVE_LIMIT];
        try {
            while (!Thread.currentThread().isInterrupted()) {
                transport.receive(unexpected, 0, unexpected.length, POLL_MILLIS);
            }
        } finally {
            // An interrupt is how the link is ended; the goodbye itself never waits.
            boolean interrupted = Thread.interrupted();
            transport.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String reason(TlsFatalAlert alert) {
        return alert.getAlertDescription() == AlertDescription.bad_certificate
                ? "the client's certificate does not have the fingerprint its offer named"
                : "the handshake failed: " + AlertDescription.getText(alert.getAlertDescription());
    }

    /** The datagrams of this link, as the library wants to read and write them. */
    private final class Queue implements DatagramTransport {
        @Override
        public int getReceiveLimit() {
            return RECEIVE_LIMIT;
        }

        @Override
        public int getSendLimit() {
            return SEND_LIMIT;
        }

        @Override
        public int receive(byte[] target, int offset, int length, int waitMillis) throws IOException {
            try {
                byte[] datagram = arrived.poll(waitMillis, TimeUnit.MILLISECONDS);
                if (datagram == null) {
                    return -1;
                }
                int count = Math.min(length, datagram.length);
                System.arraycopy(datagram, 0, target, offset, count);
                return count;
            } catch (InterruptedException cancelled) {
                Thread.currentThread().interrupt();
                InterruptedIOException stopped = new InterruptedIOException("the link was dropped");
                stopped.initCause(cancelled);
                throw stopped;
            }
        }

        @Override
        public void send(byte[] source, int offset, int length) {
            outcome.send(Arrays.copyOfRange(source, offset, offset + length));
        }

        @Override
        public void close() {
            // The socket is shared by all links.
        }
    }
}
