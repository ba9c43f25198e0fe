package com.talkiego.dispatch.mock.regions;

import com.talkiego.dispatch.mock.edge.HttpsServer;
import com.talkiego.dispatch.mock.edge.PortTaken;
import org.jspecify.annotations.Nullable;

/** One TLS entry, for the ApiLayer and the SignalLayer of a region, that can be closed and opened again on the same port. Any thread. */
public final class EdgeGateway implements AutoCloseable {
    private final Opener opener;
    private @Nullable HttpsServer server;
    private int port;

    /** Opens a server with everything the entry serves. */
    @FunctionalInterface
    public interface Opener {
        /**
         * @param port 0 for any free one
         * @throws PortTaken if the port cannot be listened on
         */
        HttpsServer open(int port) throws PortTaken;
    }

    /**
     * Opens it.
     *
     * @param port 0 for any free one
     * @throws PortTaken if the port cannot be listened on
     */
    public EdgeGateway(int port, Opener opener) throws PortTaken {
        this.opener = opener;
        HttpsServer opened = opener.open(port);
        this.server = opened;
        this.port = opened.port();
    }

    /** The TCP port, whether or not it is open now. */
    public synchronized int port() {
        return port;
    }

    /** Opens it again, on its port; does nothing if it is open. */
    synchronized void open() throws PortTaken {
        if (server == null) {
            server = opener.open(port);
        }
    }

    /** Closes the port with all its connections; does nothing if it is closed. */
    @Override
    public synchronized void close() {
        HttpsServer was = server;
        if (was != null) {
            server = null;
            was.close();
        }
    }
}
