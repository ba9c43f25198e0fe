package com.talkiego.dispatch.core.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverInit;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A closed connection goes when what the library keeps of it was given back, and not before. */
class NativeReferenceTest {
    private final HeadlessAudioDeviceModule module = new HeadlessAudioDeviceModule();
    private final PeerConnectionFactory factory = new PeerConnectionFactory(module);
    private final CustomAudioSource source = new CustomAudioSource();
    private final AudioTrack track = factory.createAudioTrack("silence", source);
    private RTCPeerConnection connection;

    @BeforeEach
    void connect() {
        connection = factory.createPeerConnection(PathSetting.of(List.of(), IceWays.ALL), _ -> {});
    }

    @AfterEach
    void end() {
        track.dispose();
        source.dispose();
        factory.dispose();
        module.dispose();
    }

    @Test
    void aClosedConnectionIsGoneOnceItsReferenceIsGivenBack() {
        NativeReference reference = NativeReference.of(connection);
        connection.close();
        assertThat(reference.giveBack()).isTrue();
    }

    @Test
    void anAddedTransceiverStaysAsLongAsItsConnectionAndNoLonger() {
        RTCRtpTransceiver added = connection.addTransceiver(track, new RTCRtpTransceiverInit());
        NativeReference reference = NativeReference.of(connection);
        connection.close();
        assertThat(NativeReference.ofAdded(added).giveBack())
                .as("gone while its connection is there")
                .isFalse();
        assertThat(reference.giveBack()).isTrue();
    }

    @Test
    void whatIsHeldElsewhereIsTold() {
        NativeReference reference = NativeReference.of(connection);
        reference.retain();
        connection.close();
        assertThatIllegalStateException().isThrownBy(reference::giveBackTheLast);
        reference.giveBackTheLast();
    }

    /** The day this fails, the library frees what it hands out: see decision 8 for what to take out. */
    @Test
    void theLibraryHasNoWayOfItsOwnYet() {
        assertThat(List.of(RTCPeerConnection.class.getMethods()))
                .noneMatch(method -> method.getName().equals("dispose"));
    }
}
