package com.talkiego.dispatch.core.media;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverDirection;
import dev.onvoid.webrtc.RTCRtpTransceiverInit;
import dev.onvoid.webrtc.RTCStatsCollectorCallback;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The uplinks of a publisher link: a source, a track and a sender each. */
final class SendLines implements Lines {
    private final PeerConnectionFactory factory;
    private final AudioCodecs codecs;
    private final Consumer<List<Uplink>> published;
    private final List<Line> lines = new ArrayList<>();

    /**
     * @param published takes the uplinks that may be pushed to, by index; empty once they may not
     */
    SendLines(PeerConnectionFactory factory, AudioCodecs codecs, Consumer<List<Uplink>> published) {
        this.factory = factory;
        this.codecs = codecs;
        this.published = published;
    }

    @Override
    public void grow(RTCPeerConnection connection, int count) {
        while (lines.size() < count) {
            CustomAudioSource source = new CustomAudioSource();
            AudioTrack track = factory.createAudioTrack("uplink-" + lines.size(), source);
            RTCRtpTransceiverInit init = new RTCRtpTransceiverInit();
            init.direction = RTCRtpTransceiverDirection.SEND_ONLY;
            RTCRtpTransceiver transceiver = connection.addTransceiver(track, init);
            transceiver.setCodecPreferences(codecs.preferred());
            lines.add(new Line(transceiver, track, new Uplink(source)));
        }
    }

    @Override
    public int count() {
        return lines.size();
    }

    @Override
    public List<String> mids() {
        return lines.stream().map(line -> line.transceiver.getMid()).toList();
    }

    @Override
    public void attach() {
        lines.forEach(line -> line.uplink.open());
        published.accept(lines.stream().map(Line::uplink).toList());
    }

    @Override
    public void detach() {
        published.accept(List.of());
        lines.forEach(line -> line.uplink.shut());
        for (Line line : lines) {
            // Else the sender, which is there until its connection is freed, keeps the track and with it the source.
            line.transceiver.getSender().replaceTrack(null);
        }
    }

    @Override
    public void dispose() {
        for (Line line : lines) {
            NativeReference.ofAdded(line.transceiver).giveBack();
            line.track.dispose();
            line.uplink.dispose();
        }
        lines.clear();
    }

    @Override
    public void glance(RTCPeerConnection connection, RTCStatsCollectorCallback callback) {
        connection.getStats(lines.getFirst().transceiver.getSender(), callback);
    }

    private record Line(RTCRtpTransceiver transceiver, AudioTrack track, Uplink uplink) {}
}
