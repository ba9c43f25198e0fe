package com.talkiego.dispatch.core.media;

import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverDirection;
import dev.onvoid.webrtc.RTCStatsCollectorCallback;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.AudioTrackSink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one line that another member offered: its receiver and its tap. */
final class AcceptedLine implements Lines {
    private final AudioCodecs codecs;
    private final AudioTrackSink tap;
    private @Nullable RTCRtpTransceiver transceiver;
    private @Nullable AudioTrack tapped;

    AcceptedLine(AudioCodecs codecs, AudioTrackSink tap) {
        this.codecs = codecs;
        this.tap = tap;
    }

    /** Takes the line that the offer brought. */
    @Override
    public void grow(RTCPeerConnection connection, int count) {
        RTCRtpTransceiver offered = connection.getTransceivers()[0];
        offered.setDirection(RTCRtpTransceiverDirection.RECV_ONLY);
        offered.setCodecPreferences(codecs.preferred());
        transceiver = offered;
    }

    @Override
    public int count() {
        return transceiver == null ? 0 : 1;
    }

    @Override
    public List<String> mids() {
        return transceiver == null ? List.of() : List.of(transceiver.getMid());
    }

    @Override
    public void attach() {
        if (transceiver != null && tapped == null) {
            // The receiver owns its track: it is never disposed of here.
            AudioTrack track = (AudioTrack) transceiver.getReceiver().getTrack();
            track.addSink(tap);
            tapped = track;
        }
    }

    @Override
    public void detach() {
        if (tapped != null) {
            tapped.removeSink(tap);
            tapped = null;
        }
    }

    @Override
    public void dispose() {
        transceiver = null;
    }

    @Override
    public void glance(RTCPeerConnection connection, RTCStatsCollectorCallback callback) {
        connection.getStats(callback);
    }
}
