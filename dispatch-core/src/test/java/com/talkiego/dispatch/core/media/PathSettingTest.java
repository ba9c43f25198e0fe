package com.talkiego.dispatch.core.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.model.IceServer;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCIceTransportPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a link is told of its path: only relays where that is asked for, and the servers as they can be reached. */
class PathSettingTest {
    private static final List<IceServer> NAMED =
            List.of(new IceServer(List.of("turns:relay.example:5349?transport=tcp"), "1:dispatcher", "secret"));

    @Test
    void takesEveryWayUnlessToldOtherwise() {
        RTCConfiguration configuration = PathSetting.of(NAMED, IceWays.ALL);

        assertThat(configuration.iceTransportPolicy).isEqualTo(RTCIceTransportPolicy.ALL);
        assertThat(configuration.iceServers.getFirst().urls)
                .isEqualTo(NAMED.getFirst().urls());
    }

    @Test
    void takesRelaysOnlyByTheAddressesTheyAreReachedAt() {
        RTCConfiguration configuration = PathSetting.of(NAMED, new Door());

        assertThat(configuration.iceTransportPolicy).isEqualTo(RTCIceTransportPolicy.RELAY);
        assertThat(configuration.iceServers).hasSize(1);
        assertThat(configuration.iceServers.getFirst().urls).containsExactly("turn:127.0.0.1:40001?transport=tcp");
        assertThat(configuration.iceServers.getFirst().username).isEqualTo("1:dispatcher");
        assertThat(configuration.iceServers.getFirst().password).isEqualTo("secret");
    }
}
