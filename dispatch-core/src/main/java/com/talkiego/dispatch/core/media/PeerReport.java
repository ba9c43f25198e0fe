package com.talkiego.dispatch.core.media;

import dev.onvoid.webrtc.RTCStats;
import dev.onvoid.webrtc.RTCStatsReport;
import dev.onvoid.webrtc.RTCStatsType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one statistics report of WebRTC says about a link to another member (names after W3C webrtc-stats).
 *
 * @param arrived packets of any kind but ICE that came in over the path
 * @param received packets of sound that came in, and {@code lost} that never came; 0 at the talking end
 * @param lossToldFraction lost packets as the listening end last told, 0 to 1; negative where it told nothing
 */
record PeerReport(
        long arrived, boolean relayed, double roundTripMillis, long received, long lost, double lossToldFraction) {
    private static final double MILLIS = 1000;

    static PeerReport of(RTCStatsReport report) {
        Map<String, RTCStats> all = report.getStats();
        long arrived = 0;
        long received = 0;
        long lost = 0;
        double told = -1;
        RTCStats pair = null;
        for (RTCStats stats : all.values()) {
            Map<String, Object> values = stats.getAttributes();
            RTCStatsType type = stats.getType();
            if (type == RTCStatsType.TRANSPORT) {
                arrived += (long) number(values, "packetsReceived");
                pair = named(all, values, "selectedCandidatePairId");
            } else if (type == RTCStatsType.INBOUND_RTP) {
                received += (long) number(values, "packetsReceived");
                lost += (long) number(values, "packetsLost");
            } else if (type == RTCStatsType.REMOTE_INBOUND_RTP) {
                told = number(values, "fractionLost");
            }
        }
        double roundTrip = pair == null ? 0 : number(pair.getAttributes(), "currentRoundTripTime") * MILLIS;
        boolean relayed = pair != null
                && (relay(named(all, pair.getAttributes(), "localCandidateId"))
                        || relay(named(all, pair.getAttributes(), "remoteCandidateId")));
        return new PeerReport(arrived, relayed, roundTrip, received, lost, told);
    }

    private static @Nullable RTCStats named(Map<String, RTCStats> all, Map<String, Object> values, String name) {
        return values.get(name) instanceof String id ? all.get(id) : null;
    }

    private static boolean relay(@Nullable RTCStats candidate) {
        return candidate != null
                && "relay".equals(String.valueOf(candidate.getAttributes().get("candidateType")));
    }

    private static double number(Map<String, Object> values, String name) {
        return values.get(name) instanceof Number number ? number.doubleValue() : 0;
    }
}
