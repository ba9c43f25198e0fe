package com.talkiego.dispatch.core.media;

import com.talkiego.dispatch.core.model.MediaWay;
import dev.onvoid.webrtc.RTCStats;
import dev.onvoid.webrtc.RTCStatsReport;
import dev.onvoid.webrtc.RTCStatsType;
import java.util.Map;

/**
 * What one statistics report of WebRTC says about a link (names after W3C webrtc-stats).
 *
 * @param path whether it tells about the path at all
 * @param arrived packets of any kind but ICE that came in over the path
 */
record LinkReport(boolean path, long arrived, LinkStatistics statistics) {

    static LinkReport of(RTCStatsReport report, boolean connected, long beats, IceWays ways) {
        Sums sums = new Sums();
        Map<String, RTCStats> all = report.getStats();
        all.values().forEach(sums::add);
        sums.pair(all, ways);
        return new LinkReport(sums.path, sums.arrived, sums.statistics(connected, beats));
    }

    private static final class Sums {
        private static final double MILLIS = 1000;

        private boolean path;
        private long arrived;
        private long received;
        private long lost;
        private long sent;
        private double concealed;
        private double bufferSeconds;
        private double bufferSamples;
        private double roundTripMillis = Double.NaN;
        private String selectedPair = "";
        private MediaWay way = MediaWay.NONE;

        void add(RTCStats stats) {
            Map<String, Object> values = stats.getAttributes();
            RTCStatsType type = stats.getType();
            if (type == RTCStatsType.TRANSPORT) {
                path = true;
                selectedPair = text(values, "selectedCandidatePairId");
                arrived += (long) number(values, "packetsReceived");
            } else if (type == RTCStatsType.INBOUND_RTP) {
                received += (long) number(values, "packetsReceived");
                lost += (long) number(values, "packetsLost");
                concealed += number(values, "concealedSamples") - number(values, "silentConcealedSamples");
                bufferSeconds += number(values, "jitterBufferDelay");
                bufferSamples += number(values, "jitterBufferEmittedCount");
            } else if (type == RTCStatsType.OUTBOUND_RTP) {
                sent += (long) number(values, "packetsSent");
            }
        }

        /** What the pair of addresses in use tells; the others were only tried. */
        void pair(Map<String, RTCStats> all, IceWays ways) {
            RTCStats pair = all.get(selectedPair);
            if (pair == null) {
                return;
            }
            if (pair.getAttributes().get("currentRoundTripTime") != null) {
                roundTripMillis = number(pair.getAttributes(), "currentRoundTripTime") * MILLIS;
            }
            RTCStats candidate = all.get(text(pair.getAttributes(), "localCandidateId"));
            if (candidate != null) {
                way = way(candidate.getAttributes(), ways);
            }
        }

        private static MediaWay way(Map<String, Object> candidate, IceWays ways) {
            if (!text(candidate, "candidateType").equals("relay")) {
                return MediaWay.DIRECT;
            }
            return switch (text(candidate, "relayProtocol")) {
                case "tls" -> MediaWay.RELAY_TLS;
                case "tcp" -> ways.secured(text(candidate, "url")) ? MediaWay.RELAY_TLS : MediaWay.RELAY_TCP;
                default -> MediaWay.RELAY_UDP;
            };
        }

        private static String text(Map<String, Object> values, String name) {
            return values.get(name) instanceof String text ? text : "";
        }

        LinkStatistics statistics(boolean connected, long beats) {
            double buffer = bufferSamples == 0 ? Double.NaN : bufferSeconds / bufferSamples * MILLIS;
            return new LinkStatistics(
                    connected, received, lost, sent, (long) concealed, buffer, roundTripMillis, way, beats);
        }

        private static double number(Map<String, Object> values, String name) {
            return values.get(name) instanceof Number number ? number.doubleValue() : 0;
        }
    }
}
