package com.talkiego.dispatch.core.media;

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

    static LinkReport of(RTCStatsReport report, boolean connected, long beats) {
        Sums sums = new Sums();
        report.getStats().values().forEach(sums::add);
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

        void add(RTCStats stats) {
            Map<String, Object> values = stats.getAttributes();
            RTCStatsType type = stats.getType();
            if (type == RTCStatsType.TRANSPORT) {
                path = true;
                arrived += (long) number(values, "packetsReceived");
            } else if (type == RTCStatsType.INBOUND_RTP) {
                received += (long) number(values, "packetsReceived");
                lost += (long) number(values, "packetsLost");
                concealed += number(values, "concealedSamples") - number(values, "silentConcealedSamples");
                bufferSeconds += number(values, "jitterBufferDelay");
                bufferSamples += number(values, "jitterBufferEmittedCount");
            } else if (type == RTCStatsType.OUTBOUND_RTP) {
                sent += (long) number(values, "packetsSent");
            } else if (type == RTCStatsType.CANDIDATE_PAIR && values.get("currentRoundTripTime") != null) {
                roundTripMillis = number(values, "currentRoundTripTime") * MILLIS;
            }
        }

        LinkStatistics statistics(boolean connected, long beats) {
            double buffer = bufferSamples == 0 ? Double.NaN : bufferSeconds / bufferSamples * MILLIS;
            return new LinkStatistics(
                    connected, received, lost, sent, (long) concealed, buffer, roundTripMillis, beats);
        }

        private static double number(Map<String, Object> values, String name) {
            return values.get(name) instanceof Number number ? number.doubleValue() : 0;
        }
    }
}
