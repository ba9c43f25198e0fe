package com.talkiego.dispatch.mock.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listening TCP sockets of one port: on both loopback addresses, or on every interface. */
final class Ports {
    private static final Logger LOG = LoggerFactory.getLogger(Ports.class);

    private Ports() {}

    /**
     * @param port 0 for any free one
     * @throws PortTaken if it cannot be listened on
     */
    static List<ServerSocketChannel> listen(int port, boolean lan) throws PortTaken {
        InetSocketAddress first =
                lan ? new InetSocketAddress(port) : new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
        List<ServerSocketChannel> channels = new ArrayList<>();
        try {
            channels.add(bound(first));
            if (!lan) {
                int chosen = channels.getFirst().socket().getLocalPort();
                listenOnIpv6Loopback(chosen, port != 0, channels);
            }
            return channels;
        } catch (IOException e) {
            close(channels);
            throw new PortTaken(
                    "Port " + port + " cannot be listened on (" + e.getMessage()
                            + "). Another program has it, perhaps an earlier mock backend: end that one, or choose another with --port.",
                    e);
        }
    }

    private static void listenOnIpv6Loopback(int port, boolean asked, List<ServerSocketChannel> channels)
            throws IOException {
        try {
            channels.add(bound(new InetSocketAddress(InetAddress.ofLiteral("::1"), port)));
        } catch (java.net.BindException e) {
            // A machine without IPv6 says 'cannot assign'; a port that somebody else has there is a conflict only if it
            // was asked for.
            if (asked && String.valueOf(e.getMessage()).contains("in use")) {
                throw e;
            }
            LOG.debug("Not listening on ::1: {}", e.getMessage());
        } catch (java.net.SocketException | UnsupportedOperationException e) {
            LOG.debug("Not listening on ::1: {}", e.getMessage());
        }
    }

    private static ServerSocketChannel bound(InetSocketAddress address) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            return channel.bind(address, 256);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    static void close(List<ServerSocketChannel> channels) {
        for (ServerSocketChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.debug("A listening socket did not close", e);
            }
        }
    }
}
