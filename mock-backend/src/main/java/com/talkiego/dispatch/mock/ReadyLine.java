package com.talkiego.dispatch.mock;

import java.util.List;

/**
 * The one line of JSON printed when everything is up.
 *
 * @param api base address of the ApiLayer
 * @param ca path of the certificate authority to trust
 * @param radio address of the radio page
 * @param state address of the state page
 * @param sfuPort UDP port of media
 * @param turnPort UDP and TCP port of the bundled TURN server; 0 where there is none, or one for each region
 * @param turnTlsPort its port for TURN over TLS
 * @param lan base addresses for other machines; empty unless they were asked for
 * @param regions each region, in the order of preference; empty for a backend without regions
 */
public record ReadyLine(
        boolean ready,
        String api,
        String ca,
        String radio,
        String state,
        int sfuPort,
        int turnPort,
        int turnTlsPort,
        List<String> lan,
        List<RegionLine> regions) {

    /**
     * Where a region is.
     *
     * @param api base address of its ApiLayer, which is that of its SignalLayer too
     * @param sfuPort UDP port of its media
     * @param turnPort UDP and TCP port of its TURN server; 0 where none is bundled
     * @param turnTlsPort its port for TURN over TLS
     */
    public record RegionLine(String id, String api, int sfuPort, int turnPort, int turnTlsPort) {}
}
