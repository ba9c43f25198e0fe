package com.talkiego.dispatch.core.media;

import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverDirection;
import dev.onvoid.webrtc.RTCRtpTransceiverInit;
import dev.onvoid.webrtc.RTCStatsCollectorCallback;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.AudioTrackSink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The receive slots of a subscriber link: a receiver and a tap each. */
final class ReceiveLines implements Lines {
    private final AudioTrack placeholder;
    private final AudioCodecs codecs;
    private final IntFunction<AudioTrackSink> taps;
    private final List<RTCRtpTransceiver> transceivers = new ArrayList<>();
    private final List<Tapped> tapped = new ArrayList<>();

    /**
     * @param placeholder a track that says nothing: a transceiver cannot be made without one
     * @param taps makes the tap of a slot
     */
    ReceiveLines(AudioTrack placeholder, AudioCodecs codecs, IntFunction<AudioTrackSink> taps) {
        this.placeholder = placeholder;
        this.codecs = codecs;
        this.taps = taps;
    }

    @Override
    public void grow(RTCPeerConnection connection, int count) {
        while (transceivers.size() < count) {
            RTCRtpTransceiverInit init = new RTCRtpTransceiverInit();
            init.direction = RTCRtpTransceiverDirection.RECV_ONLY;
            RTCRtpTransceiver transceiver = connection.addTransceiver(placeholder, init);
            transceiver.getSender().replaceTrack(null);
            transceiver.setCodecPreferences(codecs.preferred());
            transceivers.add(transceiver);
        }
    }

    @Override
    public int count() {
        return transceivers.size();
    }

    @Override
    public List<String> mids() {
        return transceivers.stream().map(RTCRtpTransceiver::getMid).toList();
    }

    /** Taps the lines that were negotiated and are not tapped yet, idle ones too. */
    @Override
    public void attach() {
        for (int slot = tapped.size(); slot < transceivers.size(); slot++) {
            // The receiver owns its track: it is never disposed of here.
            AudioTrack track = (AudioTrack) transceivers.get(slot).getReceiver().getTrack();
            AudioTrackSink tap = taps.apply(slot);
            track.addSink(tap);
            tapped.add(new Tapped(track, tap));
        }
    }

    @Override
    public void detach() {
        tapped.forEach(line -> line.track.removeSink(line.tap));
        tapped.clear();
    }

    @Override
    public void dispose() {
        transceivers.forEach(transceiver -> NativeReference.ofAdded(transceiver).giveBack());
        transceivers.clear();
    }

    @Override
    public void glance(RTCPeerConnection connection, RTCStatsCollectorCallback callback) {
        connection.getStats(transceivers.getFirst().getReceiver(), callback);
    }

    private record Tapped(AudioTrack track, AudioTrackSink tap) {}
}
