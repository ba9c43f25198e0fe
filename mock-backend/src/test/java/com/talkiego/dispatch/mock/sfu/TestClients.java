package com.talkiego.dispatch.mock.sfu;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.RTCBundlePolicy;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import dev.onvoid.webrtc.media.audio.AudioDeviceModule;
import dev.onvoid.webrtc.media.audio.AudioLayer;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Real WebRTC clients without a sound device: one factory for those that speak, one for those that listen. */
final class TestClients implements AutoCloseable {
    private static final int DISABLE_ADAPTER_ENUMERATION = 1_024;

    private final AudioDeviceModule dummy = new AudioDeviceModule(AudioLayer.kDummyAudio);
    private final HeadlessAudioDeviceModule headless = new HeadlessAudioDeviceModule();
    private final PeerConnectionFactory senders = new PeerConnectionFactory(dummy);
    private final PeerConnectionFactory receivers;
    private final List<Runnable> clients = new ArrayList<>();

    TestClients() {
        headless.initPlayout();
        receivers = new PeerConnectionFactory(headless);
        headless.startPlayout();
    }

    TestPublisher publisher(int uplinks) {
        TestPublisher publisher = new TestPublisher(senders, uplinks);
        clients.add(publisher::close);
        return publisher;
    }

    TestSubscriber subscriber(int slots) {
        TestSubscriber subscriber = new TestSubscriber(receivers, slots);
        clients.add(subscriber::close);
        return subscriber;
    }

    static RTCConfiguration configuration() {
        RTCConfiguration configuration = new RTCConfiguration();
        configuration.bundlePolicy = RTCBundlePolicy.MAX_BUNDLE;
        configuration.portAllocatorConfig.setFlag(DISABLE_ADAPTER_ENUMERATION);
        return configuration;
    }

    /** Creates an offer, lets a test change its text, and applies it. */
    static String offer(RTCPeerConnection connection, UnaryOperator<String> change) {
        CompletableFuture<RTCSessionDescription> created = new CompletableFuture<>();
        connection.createOffer(new RTCOfferOptions(), new CreateSessionDescriptionObserver() {
            @Override
            public void onSuccess(RTCSessionDescription description) {
                created.complete(description);
            }

            @Override
            public void onFailure(String error) {
                created.completeExceptionally(new IllegalStateException(error));
            }
        });
        String text = change.apply(await(created).sdp);
        CompletableFuture<Void> applied = new CompletableFuture<>();
        connection.setLocalDescription(new RTCSessionDescription(RTCSdpType.OFFER, text), completing(applied));
        await(applied);
        return text;
    }

    static void answer(RTCPeerConnection connection, String text) {
        CompletableFuture<Void> applied = new CompletableFuture<>();
        connection.setRemoteDescription(new RTCSessionDescription(RTCSdpType.ANSWER, text), completing(applied));
        await(applied);
    }

    private static SetSessionDescriptionObserver completing(CompletableFuture<Void> applied) {
        return new SetSessionDescriptionObserver() {
            @Override
            public void onSuccess() {
                applied.complete(null);
            }

            @Override
            public void onFailure(String error) {
                applied.completeExceptionally(new IllegalStateException(error));
            }
        };
    }

    static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        clients.forEach(Runnable::run);
        senders.dispose();
        headless.stopPlayout();
        receivers.dispose();
        headless.dispose();
        dummy.dispose();
    }
}
