package com.talkiego.dispatch.core.relay;

import com.talkiego.dispatch.core.api.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A door on this machine's loopback that leads, over TLS checked by us, to one TURN server. Whoever comes in is carried on two virtual
 * threads of the name {@code turn-forwarder}; at most {@link #MOST} at once. It knows nothing of TURN: bytes go through as they are.
 */
final class TlsForwarder implements AutoCloseable {
    /** Connections at the same time: both links and 32 peer links of a console, twice over while they are opened anew. */
    static final int MOST = 72;

    static final String THREAD = "turn-forwarder";
    private static final Logger LOG = LoggerFactory.getLogger(TlsForwarder.class);
    private static final int PIECE = 16 * 1024;

    private final String host;
    private final int port;
    private final Trust trust;
    private final int limitMillis;
    private final Consumer<String> trouble;
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Thread doorman;

    /**
     * Opens the door.
     *
     * @param limit for reaching the server, and again for the handshake
     * @param trouble takes a sentence when the server cannot be used, and an empty one when it can; on the forwarder's threads
     * @throws IOException if there is no free port on loopback
     */
    TlsForwarder(String host, int port, Trust trust, Duration limit, Consumer<String> trouble) throws IOException {
        this.host = host;
        this.port = port;
        this.trust = trust;
        this.limitMillis = Math.toIntExact(limit.toMillis());
        this.trouble = trouble;
        door = new ServerSocket(0, MOST, InetAddress.ofLiteral("127.0.0.1"));
        doorman = Thread.ofVirtual().name(THREAD).start(this::letIn);
    }

    /** Where it is entered, on 127.0.0.1. */
    int port() {
        return door.getLocalPort();
    }

    private void letIn() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                // Each guest has two sockets: its own, and the one to the server.
                if (open.size() >= 2 * MOST || !keep(near)) {
                    LOG.warn("TURN over TLS: more than {} connections at once, one was refused.", MOST);
                    near.close();
                } else {
                    Thread.ofVirtual().name(THREAD).start(() -> carry(near));
                }
            } catch (IOException e) {
                if (!door.isClosed()) {
                    LOG.warn("TURN over TLS: a connection on loopback could not be taken: {}", e.getMessage());
                }
            }
        }
    }

    private void carry(Socket near) {
        Socket plain = new Socket();
        try {
            if (!keep(plain)) {
                return;
            }
            SSLSocket far = reach(plain);
            if (far == null) {
                return;
            }
            near.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().name(THREAD).start(() -> copy(far, near, near, plain));
            copy(near, far, near, plain);
            back.join();
        } catch (IOException e) {
            LOG.debug("TURN over TLS: a connection broke: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            drop(near);
            drop(plain);
        }
    }

    private @Nullable SSLSocket reach(Socket plain) throws IOException {
        try {
            plain.setTcpNoDelay(true);
            plain.connect(new InetSocketAddress(host, port), limitMillis);
            plain.setSoTimeout(limitMillis);
            SSLSocket far = trust.secure(plain, host, port);
            plain.setSoTimeout(0);
            trouble.accept("");
            return far;
        } catch (IOException e) {
            if (door.isClosed()) {
                return null;
            }
            LOG.info("TURN over TLS: {}:{} cannot be used: {}", host, port, e.toString());
            trouble.accept(RelaySentence.of(e, host, port));
            return null;
        }
    }

    /** Until either end is done; then both are. */
    private static void copy(Socket from, Socket to, Socket near, Socket plain) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[PIECE];
            for (int size = in.read(piece); size >= 0; size = in.read(piece)) {
                out.write(piece, 0, size);
                out.flush();
            }
        } catch (IOException ended) {
            // Abrupt: what waits to be written to the other end would keep it open.
            closeQuietly(near);
            closeQuietly(plain);
        }
    }

    private boolean keep(Socket socket) {
        open.add(socket);
        if (door.isClosed()) {
            drop(socket);
            return false;
        }
        return true;
    }

    private void drop(Socket socket) {
        closeQuietly(socket);
        open.remove(socket);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("TURN over TLS: a socket did not close well: {}", e.getMessage());
        }
    }

    /** Shuts the door, ends every connection, and waits until the doorman is gone. */
    @Override
    public void close() {
        shutDoor();
        open.forEach(this::drop);
        try {
            doorman.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void shutDoor() {
        try {
            door.close();
        } catch (IOException e) {
            LOG.debug("TURN over TLS: the door did not close well: {}", e.getMessage());
        }
    }

    /** How many are being carried. */
    int connections() {
        return (open.size() + 1) / 2;
    }
}
