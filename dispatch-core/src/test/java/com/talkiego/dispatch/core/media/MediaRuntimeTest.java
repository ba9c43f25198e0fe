package com.talkiego.dispatch.core.media;

import static com.talkiego.dispatch.core.media.Waiting.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.talkiego.dispatch.core.session.MediaPort.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The whole of WebRTC, started and ended. */
class MediaRuntimeTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void aClosedRuntimeLeavesNoThreadAndTakesNothingMore() {
        MediaRuntime runtime = MediaRuntime.start();
        WebRtcMedia media = new WebRtcMedia(runtime, (slot, pcm, samples, now) -> {});
        Told told = new Told();
        media.open(Link.SUBSCRIBER, 2, 20, List.of(), told);
        media.answer(Link.SUBSCRIBER, Answers.plausible(told.offer(1)));
        waiting().until(() -> media.statistics().framesDelivered() > 0);
        assertThat(ours())
                .contains("media-ops", "webrtc_jni_netw", "webrtc_jni_sign", "webrtc_jni_work", "webrtc_audio_mo");

        runtime.close();

        waiting().untilAsserted(() -> assertThat(ours()).isEmpty());
        assertThatThrownBy(() -> media.open(Link.SUBSCRIBER, 2, 20, List.of(), told))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("shut down");
        media.close();
        runtime.close();
        assertThat(told.failures).isEmpty();
        assertThat(media.statistics().opsFailed()).isZero();
    }

    @Test
    void itStartsAgainAfterItWasClosed() {
        for (int i = 0; i < 3; i++) {
            try (MediaRuntime runtime = MediaRuntime.start();
                    WebRtcMedia media = new WebRtcMedia(runtime, (slot, pcm, samples, now) -> {})) {
                Told told = new Told();
                media.open(Link.PUBLISHER, 1, 20, List.of(), told);
                assertThat(told.offer(1).mids()).hasSize(1);
            }
        }
    }

    /**
     * The threads that are to end, as the system names them (15 characters). Two of libwebrtc's stay for each factory that ever made a
     * connection, since webrtc-java never frees those: AudioDeviceBufferTimer and rtc-low-prio; both sleep.
     */
    private static List<String> ours() {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return tasks.map(MediaRuntimeTest::name)
                    .filter(name -> name.equals("media-ops") || name.startsWith("webrtc_"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            // It ended in between.
            return "";
        }
    }
}
