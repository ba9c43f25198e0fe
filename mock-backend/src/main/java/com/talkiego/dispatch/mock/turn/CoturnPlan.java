package com.talkiego.dispatch.mock.turn;

import java.net.InetAddress;
import java.util.List;

/**
 * How coturn is to run.
 *
 * @param port of TURN over UDP and TCP
 * @param tlsPort of TURN over TLS
 * @param listen addresses it is reached at
 * @param relay addresses it relays from
 * @param loopbackPeers whether it may relay to this machine's loopback addresses
 * @param secret shared with the ApiLayer
 */
record CoturnPlan(
        int port,
        int tlsPort,
        List<InetAddress> listen,
        List<InetAddress> relay,
        boolean loopbackPeers,
        String secret) {
    static final String REALM = "talkiego.mock";

    /** A console's two links and 32 peer links, over UDP, TCP and TLS, once more while they are opened anew. */
    static final int RELAYS_OF_AN_ACCOUNT = 400;

    static final int RELAYS_IN_ALL = 6_000;

    @Override
    public String toString() {
        return "CoturnPlan[" + port + ", " + tlsPort + "]";
    }
}
