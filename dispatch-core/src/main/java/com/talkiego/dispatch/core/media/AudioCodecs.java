package com.talkiego.dispatch.core.media;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.RTCRtpCapabilities;
import dev.onvoid.webrtc.RTCRtpCodecCapability;
import dev.onvoid.webrtc.media.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The codecs that are offered: Opus (RFC 7587), and redundancy for it (RFC 2198), which the backend may take or leave. Without the
 * others an offer is half as long.
 */
record AudioCodecs(List<RTCRtpCodecCapability> preferred) {
    private static final Set<String> NAMES = Set.of("opus", "red");

    static AudioCodecs sending(PeerConnectionFactory factory) {
        return of(factory.getRtpSenderCapabilities(MediaType.AUDIO));
    }

    static AudioCodecs receiving(PeerConnectionFactory factory) {
        return of(factory.getRtpReceiverCapabilities(MediaType.AUDIO));
    }

    private static AudioCodecs of(RTCRtpCapabilities capabilities) {
        return new AudioCodecs(capabilities.getCodecs().stream()
                .filter(codec -> NAMES.contains(codec.getName().toLowerCase(Locale.ROOT)))
                .toList());
    }
}
