package com.talkiego.dispatch.mock.sfu;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverDirection;
import dev.onvoid.webrtc.RTCRtpTransceiverInit;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A client that speaks tones, 10 ms every 10 ms; frequency 0 is no sound at all. */
final class TestPublisher implements AutoCloseable {
    private static final int FRAME = 480;

    private final RTCPeerConnection connection;
    private final List<CustomAudioSource> sources = new ArrayList<>();
    private final List<RTCRtpTransceiver> lines = new ArrayList<>();
    private final double[] hertz;
    private final ScheduledExecutorService pump = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("test-pump").factory());
    private long frame;

    TestPublisher(PeerConnectionFactory factory, int uplinks) {
        connection = factory.createPeerConnection(TestClients.configuration(), candidate -> {});
        hertz = new double[uplinks];
        for (int i = 0; i < uplinks; i++) {
            CustomAudioSource source = new CustomAudioSource();
            AudioTrack track = factory.createAudioTrack("uplink-" + i, source);
            RTCRtpTransceiverInit init = new RTCRtpTransceiverInit();
            init.direction = RTCRtpTransceiverDirection.SEND_ONLY;
            lines.add(connection.addTransceiver(track, init));
            sources.add(source);
        }
    }

    void connect(Sfu sfu, String peer, UnaryOperator<String> change) {
        String offer = TestClients.offer(connection, change);
        TestClients.answer(connection, TestClients.await(sfu.accept(peer, LinkKind.PUBLISHER, offer)));
        pump.scheduleAtFixedRate(this::push, 0, 10, TimeUnit.MILLISECONDS);
    }

    void connect(Sfu sfu, String peer) {
        connect(sfu, peer, UnaryOperator.identity());
    }

    String mid(int uplink) {
        return lines.get(uplink).getMid();
    }

    void speak(int uplink, double frequency) {
        pump.execute(() -> hertz[uplink] = frequency);
    }

    private void push() {
        for (int i = 0; i < hertz.length; i++) {
            if (hertz[i] > 0) {
                sources.get(i).pushAudio(Tone.frame(hertz[i], frame, FRAME), 16, Tone.RATE, 1, FRAME);
            }
        }
        frame++;
    }

    RTCPeerConnection connection() {
        return connection;
    }

    @Override
    public void close() {
        pump.close();
        connection.close();
    }
}
