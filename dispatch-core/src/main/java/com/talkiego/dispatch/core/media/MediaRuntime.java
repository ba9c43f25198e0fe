package com.talkiego.dispatch.core.media;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.media.audio.AudioDeviceModule;
import dev.onvoid.webrtc.media.audio.AudioLayer;
import dev.onvoid.webrtc.media.audio.AudioOptions;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * WebRTC, running: the thread {@code media-ops} and two factories, one for what sends and one for what receives. They stay apart
 * because a source pushed to by us and an audio module that records both feed the encoder, which ends the whole process, and because
 * a sending line doubles the rate at which the headless module asks for sound. Shared by any number of {@link WebRtcMedia}.
 */
public final class MediaRuntime implements AutoCloseable {
    private final MediaOps ops;
    private final LongSupplier nanoTime;
    private final MediaCertificate certificate = MediaCertificate.make();
    private final Set<WebRtcMedia> users = new LinkedHashSet<>();
    private volatile IceWays ways = IceWays.ALL;
    private @Nullable Factories factories;

    private MediaRuntime(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        ops = MediaOps.start(nanoTime);
    }

    /**
     * Starts WebRTC; takes some 100 ms.
     *
     * @throws MediaUnavailableException if its native part does not run here
     */
    public static MediaRuntime start() {
        return start(System::nanoTime);
    }

    /** As {@link #start()}, with the clock that frames and beats are stamped with, in ns and in step with {@link System#nanoTime()}. */
    public static MediaRuntime start(LongSupplier nanoTime) {
        MediaRuntime runtime = new MediaRuntime(nanoTime);
        CompletableFuture<Factories> made = new CompletableFuture<>();
        runtime.ops.post(() -> {
            try {
                runtime.factories = Factories.make();
                made.complete(runtime.factories);
            } catch (RuntimeException | Error e) {
                made.completeExceptionally(e);
            }
        });
        try {
            made.join();
            return runtime;
        } catch (CompletionException e) {
            runtime.ops.close();
            throw new MediaUnavailableException(
                    "WebRTC does not run on this machine, so nothing can be heard or said. On Linux install the"
                            + " libraries libpulse0 and libasound2, then start again. Cause: " + e.getCause(),
                    e);
        }
    }

    MediaOps ops() {
        return ops;
    }

    /** Sets which ways links may take that are opened from now on. Any thread. */
    public void ways(IceWays allowed) {
        ways = allowed;
    }

    IceWays ways() {
        return ways;
    }

    /** What all links of this run show. */
    MediaCertificate certificate() {
        return certificate;
    }

    LongSupplier nanoTime() {
        return nanoTime;
    }

    /** On {@code media-ops} only. */
    Factories factories() {
        Factories made = factories;
        if (made == null) {
            throw new IllegalStateException("Media has been shut down; start the program again to talk and listen.");
        }
        return made;
    }

    /** On {@code media-ops} only. */
    void add(WebRtcMedia user) {
        users.add(user);
    }

    /** On {@code media-ops} only. */
    void remove(WebRtcMedia user) {
        users.remove(user);
    }

    /** Closes every link, then the factories, then ends {@code media-ops}; waits for all of it. Idempotent. */
    @Override
    public void close() {
        ops.offer(() -> {
            Set.copyOf(users).forEach(WebRtcMedia::closeLinks);
            users.clear();
            Factories made = factories;
            factories = null;
            if (made != null) {
                made.dispose(ops);
            }
        });
        ops.close();
    }

    /** What is native and shared by all links; on {@code media-ops} only. */
    record Factories(
            AudioDeviceModule dummyModule,
            HeadlessAudioDeviceModule headlessModule,
            PeerConnectionFactory sending,
            PeerConnectionFactory receiving,
            AudioTrack placeholder,
            AudioCodecs sendingCodecs,
            AudioCodecs receivingCodecs) {

        private static Factories make() {
            AudioDeviceModule dummyModule = new AudioDeviceModule(AudioLayer.kDummyAudio);
            HeadlessAudioDeviceModule headlessModule = new HeadlessAudioDeviceModule();
            PeerConnectionFactory sending = new PeerConnectionFactory(dummyModule);
            PeerConnectionFactory receiving = new PeerConnectionFactory(headlessModule);
            headlessModule.initPlayout();
            headlessModule.startPlayout();
            AudioTrack placeholder =
                    receiving.createAudioTrack("placeholder", receiving.createAudioSource(new AudioOptions()));
            return new Factories(
                    dummyModule,
                    headlessModule,
                    sending,
                    receiving,
                    placeholder,
                    AudioCodecs.sending(sending),
                    AudioCodecs.receiving(receiving));
        }

        private void dispose(MediaOps ops) {
            ops.attempt("free the placeholder track", placeholder::dispose);
            ops.attempt("stop playout", headlessModule::stopPlayout);
            ops.attempt("free the sending factory", sending::dispose);
            ops.attempt("free the receiving factory", receiving::dispose);
            ops.attempt("free the dummy audio module", dummyModule::dispose);
            ops.attempt("free the headless audio module", headlessModule::dispose);
        }
    }
}
