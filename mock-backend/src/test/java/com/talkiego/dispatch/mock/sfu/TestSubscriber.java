package com.talkiego.dispatch.mock.sfu;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverDirection;
import dev.onvoid.webrtc.RTCRtpTransceiverInit;
import dev.onvoid.webrtc.media.audio.AudioOptions;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A client that listens: tells for each slot which tones it has heard lately. */
final class TestSubscriber implements AutoCloseable {
    private final PeerConnectionFactory factory;
    private final RTCPeerConnection connection;
    private final List<RTCRtpTransceiver> lines = new ArrayList<>();
    private final List<SlotEar> ears = new CopyOnWriteArrayList<>();

    private boolean closed;

    TestSubscriber(PeerConnectionFactory factory, int slots) {
        this.factory = factory;
        connection = factory.createPeerConnection(TestClients.configuration(), candidate -> {});
        addSlots(slots);
    }

    /** Adds lines, which the next {@link #connect} offers. */
    void addSlots(int slots) {
        for (int i = 0; i < slots; i++) {
            RTCRtpTransceiverInit init = new RTCRtpTransceiverInit();
            init.direction = RTCRtpTransceiverDirection.RECV_ONLY;
            AudioTrack dummy =
                    factory.createAudioTrack("dummy-" + lines.size(), factory.createAudioSource(new AudioOptions()));
            RTCRtpTransceiver line = connection.addTransceiver(dummy, init);
            lines.add(line);
            SlotEar ear = new SlotEar();
            ears.add(ear);
            ((AudioTrack) line.getReceiver().getTrack()).addSink(ear);
        }
    }

    void connect(Sfu sfu, String peer, UnaryOperator<String> change, UnaryOperator<String> changeAnswer) {
        String offer = TestClients.offer(connection, change);
        String answer = TestClients.await(sfu.accept(peer, LinkKind.SUBSCRIBER, offer));
        TestClients.answer(connection, changeAnswer.apply(answer));
    }

    void connect(Sfu sfu, String peer) {
        connect(sfu, peer, UnaryOperator.identity(), UnaryOperator.identity());
    }

    String mid(int slot) {
        return lines.get(slot).getMid();
    }

    SlotEar ear(int slot) {
        return ears.get(slot);
    }

    RTCPeerConnection connection() {
        return connection;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (int i = 0; i < lines.size(); i++) {
            ((AudioTrack) lines.get(i).getReceiver().getTrack()).removeSink(ears.get(i));
        }
        connection.close();
    }
}
