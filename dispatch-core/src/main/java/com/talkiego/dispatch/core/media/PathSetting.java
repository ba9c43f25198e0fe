package com.talkiego.dispatch.core.media;

import com.talkiego.dispatch.core.model.IceServer;
import dev.onvoid.webrtc.PortAllocatorConfig;
import dev.onvoid.webrtc.RTCBundlePolicy;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCIceServer;
import dev.onvoid.webrtc.RTCIceTransportPolicy;
import dev.onvoid.webrtc.RTCRtcpMuxPolicy;
import java.util.List;

/** How peer connections find their path: everything over one port, and no looking at adapters, so that a backend on this machine is found too. */
final class PathSetting {
    private PathSetting() {}

    /** Over those servers, by those ways: every link is given both, whomever it leads to. */
    static RTCConfiguration of(List<IceServer> servers, IceWays ways) {
        RTCConfiguration configuration = new RTCConfiguration();
        configuration.bundlePolicy = RTCBundlePolicy.MAX_BUNDLE;
        configuration.rtcpMuxPolicy = RTCRtcpMuxPolicy.REQUIRE;
        // Without enumeration libwebrtc binds to 'any address', which reaches 127.0.0.1 even where lo is the only
        // interface.
        configuration.portAllocatorConfig =
                new PortAllocatorConfig().setDisableAdapterEnumeration(true).setDisableTcp(true);
        configuration.iceServers =
                ways.reachable(servers).stream().map(PathSetting::server).toList();
        configuration.iceTransportPolicy = ways.relayOnly() ? RTCIceTransportPolicy.RELAY : RTCIceTransportPolicy.ALL;
        return configuration;
    }

    /** The same, showing that certificate. */
    static RTCConfiguration of(List<IceServer> servers, IceWays ways, MediaCertificate certificate) {
        RTCConfiguration configuration = of(servers, ways);
        configuration.certificates = List.of(certificate.pem());
        return configuration;
    }

    private static RTCIceServer server(IceServer server) {
        RTCIceServer ice = new RTCIceServer();
        ice.urls = server.urls();
        if (server.username() != null) {
            ice.username = server.username();
        }
        if (server.credential() != null) {
            ice.password = server.credential();
        }
        return ice;
    }
}
