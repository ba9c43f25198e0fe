package com.talkiego.dispatch.core.media;

import com.talkiego.dispatch.core.mix.Frame;
import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceGatheringState;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverDirection;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import dev.onvoid.webrtc.media.audio.AudioDeviceModule;
import dev.onvoid.webrtc.media.audio.AudioDeviceModuleBase;
import dev.onvoid.webrtc.media.audio.AudioLayer;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.AudioTrackSink;
import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The other end of a link, made of WebRTC peers of its own: answers offers, and hears or says tones on every line. */
final class FarEnd implements AutoCloseable {
    private final boolean speaks;
    private final AudioDeviceModuleBase module;
    private final PeerConnectionFactory factory;
    private final RTCPeerConnection connection;
    private final CompletableFuture<Void> gathered = new CompletableFuture<>();
    private final Map<String, ToneMeter> meters = new LinkedHashMap<>();
    private final Map<AudioTrack, AudioTrackSink> taps = new LinkedHashMap<>();
    private final List<CustomAudioSource> sources = new ArrayList<>();
    private final List<AudioTrack> tracks = new ArrayList<>();
    private final List<RTCRtpTransceiver> senders = new ArrayList<>();
    private final Map<String, RTCRtpTransceiver> known = new LinkedHashMap<>();

    private FarEnd(boolean speaks) {
        this.speaks = speaks;
        module = speaks ? new AudioDeviceModule(AudioLayer.kDummyAudio) : new HeadlessAudioDeviceModule();
        factory = new PeerConnectionFactory(module);
        if (!speaks) {
            module.initPlayout();
            module.startPlayout();
        }
        connection = factory.createPeerConnection(PathSetting.of(List.of(), IceWays.ALL), new PeerConnectionObserver() {
            @Override
            public void onIceCandidate(RTCIceCandidate candidate) {}

            @Override
            public void onIceGatheringChange(RTCIceGatheringState state) {
                if (state == RTCIceGatheringState.COMPLETE) {
                    gathered.complete(null);
                }
            }
        });
    }

    /** Hears a publisher link. */
    static FarEnd hearing() {
        return new FarEnd(false);
    }

    /** Speaks into a subscriber link. */
    static FarEnd speaking() {
        return new FarEnd(true);
    }

    String answer(String offer) {
        await(done -> connection.setRemoteDescription(new RTCSessionDescription(RTCSdpType.OFFER, offer), done));
        for (RTCRtpTransceiver transceiver : connection.getTransceivers()) {
            if (known.putIfAbsent(transceiver.getMid(), transceiver) == null) {
                prepare(transceiver);
            }
        }
        CompletableFuture<RTCSessionDescription> made = new CompletableFuture<>();
        connection.createAnswer(new RTCAnswerOptions(), new CreateSessionDescriptionObserver() {
            @Override
            public void onSuccess(RTCSessionDescription description) {
                made.complete(description);
            }

            @Override
            public void onFailure(String error) {
                made.completeExceptionally(new IllegalStateException(error));
            }
        });
        RTCSessionDescription answer = made.orTimeout(10, TimeUnit.SECONDS).join();
        await(done -> connection.setLocalDescription(answer, done));
        gathered.orTimeout(10, TimeUnit.SECONDS).join();
        return connection.getLocalDescription().sdp;
    }

    private void prepare(RTCRtpTransceiver transceiver) {
        if (speaks) {
            CustomAudioSource source = new CustomAudioSource();
            AudioTrack track = factory.createAudioTrack("far-" + sources.size(), source);
            transceiver.getSender().replaceTrack(track);
            transceiver.setDirection(RTCRtpTransceiverDirection.SEND_ONLY);
            sources.add(source);
            tracks.add(track);
            senders.add(transceiver);
        } else {
            ToneMeter meter = new ToneMeter();
            AudioTrack track = (AudioTrack) transceiver.getReceiver().getTrack();
            AudioTrackSink sink = (data, bits, rate, channels, frames) -> meter.frame(data);
            track.addSink(sink);
            meters.put(transceiver.getMid(), meter);
            taps.put(track, sink);
        }
    }

    /** What is heard on a line. */
    ToneMeter meter(String mid) {
        return Objects.requireNonNull(meters.get(mid));
    }

    /** Says one frame on a line; on one thread, in real time. */
    void say(int line, short[] pcm) {
        byte[] bytes = new byte[Frame.SAMPLES * 2];
        LittleEndian.bytes(pcm, bytes);
        sources.get(line).pushAudio(bytes, 16, Frame.SAMPLE_RATE, 1, Frame.SAMPLES);
    }

    private interface Step {
        void with(SetSessionDescriptionObserver observer);
    }

    private static void await(Step step) {
        CompletableFuture<Void> set = new CompletableFuture<>();
        step.with(new SetSessionDescriptionObserver() {
            @Override
            public void onSuccess() {
                set.complete(null);
            }

            @Override
            public void onFailure(String error) {
                set.completeExceptionally(new IllegalStateException(error));
            }
        });
        set.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        senders.forEach(sender -> sender.getSender().replaceTrack(null));
        taps.forEach(AudioTrack::removeSink);
        connection.close();
        tracks.forEach(AudioTrack::dispose);
        sources.forEach(CustomAudioSource::dispose);
        factory.dispose();
        module.dispose();
    }
}
