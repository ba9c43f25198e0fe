package com.talkiego.dispatch.core.media;

import static com.talkiego.dispatch.core.media.Waiting.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.mix.Frame;
import com.talkiego.dispatch.core.session.MediaPort.Link;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** How media links fail and end: never silently, and leaving nothing behind. */
class LinkEndsTest {
    private static final LinkTimes SHORT = new LinkTimes(
            Duration.ofSeconds(2),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofMillis(50),
            Duration.ofMillis(100));

    @SuppressWarnings("NullAway.Init")
    private static MediaRuntime runtime;

    @BeforeAll
    static void start() {
        runtime = MediaRuntime.start();
    }

    @AfterAll
    static void stop() {
        runtime.close();
    }

    private static WebRtcMedia media() {
        return new WebRtcMedia(runtime, (slot, pcm, samples, now) -> {});
    }

    @Test
    void aWrongFingerprintIsRefusedInWords() {
        Told told = new Told();
        try (WebRtcMedia media = media();
                FarEnd far = FarEnd.hearing()) {
            media.open(Link.PUBLISHER, 1, 20, List.of(), told);
            media.answer(
                    Link.PUBLISHER,
                    withOtherFingerprint(far.answer(told.offer(1).sdp())));
            assertThat(told.awaitFailure()).contains("encryption", "fingerprint");
            assertThat(told.connected).isEmpty();
            media.push(0, new short[Frame.SAMPLES]);
            assertThat(media.statistics().framesPushed()).isZero();
        }
    }

    private static String withOtherFingerprint(String sdp) {
        Matcher digit = Pattern.compile("(a=fingerprint:sha-256 )(.)").matcher(sdp);
        return digit.replaceAll(found -> found.group(1) + (found.group(2).equals("A") ? "B" : "A"));
    }

    @Test
    void anAnswerThatCannotBeUsedFailsInWords() {
        Told told = new Told();
        try (WebRtcMedia media = media()) {
            media.open(Link.SUBSCRIBER, 2, 20, List.of(), told);
            told.offer(1);
            media.answer(Link.SUBSCRIBER, "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n");
            assertThat(told.awaitFailure()).contains("1 media lines where 2 were offered");
            media.answer(Link.SUBSCRIBER, "v=0");
            waiting().until(() -> media.statistics().strayAnswers() == 1);
        }
    }

    @Test
    void anOfferThatIsNotAnsweredFailsInWords() {
        Told told = new Told();
        try (WebRtcMedia media = new WebRtcMedia(runtime, (slot, pcm, samples, now) -> {}, SHORT)) {
            media.open(Link.PUBLISHER, 1, 20, List.of(), told);
            assertThat(told.awaitFailure()).contains("did not answer", "talk link");
        }
    }

    @Test
    void aMediaServerThatIsNotThereFailsInWords() {
        Told told = new Told();
        try (WebRtcMedia media = new WebRtcMedia(runtime, (slot, pcm, samples, now) -> {}, SHORT);
                FarEnd far = FarEnd.hearing()) {
            media.open(Link.PUBLISHER, 1, 20, List.of(), told);
            String answer = far.answer(told.offer(1).sdp());
            // Neither address nor password of the far end: checks go nowhere, and the far end's own are refused.
            media.answer(
                    Link.PUBLISHER,
                    answer.replaceAll("a=candidate:[^\r]*\r\n", "")
                            .replaceAll("a=ice-pwd:[^\r]*", "a=ice-pwd:abcdefghijklmnopqrstuvwx"));
            assertThat(told.awaitFailure()).contains("could not be reached", "UDP");
        }
    }

    @Test
    void aLinkThatOnlyARelayMayCarryFailsAtOnceWhereThereIsNone() {
        Told told = new Told();
        try (WebRtcMedia media = media()) {
            runtime.ways(new Door());
            media.open(Link.PUBLISHER, 1, 20, List.of(), told);
            assertThat(told.awaitFailure()).contains("No way to the media server", "none answers");
            assertThat(told.offers).isEmpty();
        } finally {
            runtime.ways(IceWays.ALL);
        }
    }

    @Test
    void impossibleWishesFailInWords() {
        Told told = new Told();
        try (WebRtcMedia media = media()) {
            media.open(Link.SUBSCRIBER, WebRtcMedia.MOST_LINES + 1, 20, List.of(), told);
            assertThat(told.awaitFailure()).contains("513 media lines");
            media.open(Link.SUBSCRIBER, 1, 5, List.of(), told);
            waiting().until(() -> told.failures.size() == 2);
            assertThat(told.failures.get(1)).contains("packets of 5 ms");
        }
    }

    @Test
    void beatsComeWhileTheOtherEndLivesAndStopWhenItIsGone() {
        Told told = new Told();
        try (WebRtcMedia media = new WebRtcMedia(
                runtime,
                (slot, pcm, samples, now) -> {},
                new LinkTimes(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100)))) {
            short[] pcm = new short[Frame.SAMPLES];
            AtomicBoolean speaking = new AtomicBoolean(true);
            try (FarEnd far = FarEnd.speaking()) {
                media.open(Link.SUBSCRIBER, 2, 20, List.of(), told);
                media.answer(Link.SUBSCRIBER, far.answer(told.offer(1).sdp()));
                told.awaitConnected();
                try (Metronome _ = new Metronome(frame -> {
                    if (speaking.get()) {
                        far.say(0, pcm);
                    }
                })) {
                    waiting().until(() -> told.beats.size() >= 10);
                    assertThat(told.failures).isEmpty();
                    waiting().until(() -> media.statistics().subscriber().packetsReceived() > 0);
                    assertThat(media.statistics().subscriber().connected()).isTrue();
                    assertThat(media.statistics().subscriber().roundTripMillis())
                            .isNotNaN();
                    speaking.set(false);
                }
            }
            AtomicLong last = new AtomicLong(-1);
            waiting()
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> last.getAndSet(told.beats.size()) == told.beats.size());
        }
    }

    @Test
    void closingWhileSoundIsPushedIsSafeFiftyTimes() {
        short[] pcm = new short[Frame.SAMPLES];
        try (WebRtcMedia media = media()) {
            AtomicBoolean on = new AtomicBoolean(true);
            // Without a pause between pushes, so that each close meets one.
            Thread microphone = Thread.ofPlatform().name("capture").start(() -> {
                while (on.get()) {
                    media.push(0, pcm);
                    Thread.onSpinWait();
                }
            });
            try {
                for (int i = 0; i < 50; i++) {
                    Told told = new Told();
                    long before = media.statistics().framesPushed();
                    media.open(Link.PUBLISHER, 1, 20, List.of(), told);
                    media.answer(Link.PUBLISHER, Answers.plausible(told.offer(1)));
                    waiting().until(() -> media.statistics().framesPushed() > before);
                    media.close(Link.PUBLISHER);
                    assertThat(told.failures).isEmpty();
                }
            } finally {
                on.set(false);
                join(microphone);
            }
        }
    }

    private static void join(Thread thread) {
        waiting().until(() -> !thread.isAlive());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void openingAndClosingLeavesNoDescriptorBehind() {
        try (WebRtcMedia media = media()) {
            cycles(media, 5);
            int before = descriptors();
            long failed = media.statistics().opsFailed();
            cycles(media, 30);
            waiting().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(before + 3));
            assertThat(media.statistics().opsFailed()).isEqualTo(failed);
        }
    }

    private static void cycles(WebRtcMedia media, int count) {
        for (int i = 0; i < count; i++) {
            // Those of the second side are made by the same code: one of each kind shows what is left behind.
            for (Link link : List.of(Link.PUBLISHER, Link.SUBSCRIBER)) {
                Told told = new Told();
                media.open(link, 4, 20, List.of(), told);
                media.answer(link, Answers.plausible(told.offer(1)));
                media.close(link);
                assertThat(told.failures).isEmpty();
            }
        }
    }

    private static int descriptors() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }
}
