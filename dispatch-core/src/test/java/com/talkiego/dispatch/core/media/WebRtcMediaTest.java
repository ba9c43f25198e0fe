package com.talkiego.dispatch.core.media;

import static com.talkiego.dispatch.core.media.Waiting.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.mix.Frame;
import com.talkiego.dispatch.core.session.MediaPort.Link;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The media links against real WebRTC peers on this machine. */
class WebRtcMediaTest {
    private static final double LOUD = 8000;

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

    private final List<ToneMeter> slots =
            Stream.generate(ToneMeter::new).limit(16).toList();

    private WebRtcMedia media() {
        return new WebRtcMedia(
                runtime, (slot, pcm, samples, now) -> slots.get(slot).frame(pcm));
    }

    private static void connect(WebRtcMedia media, Link link, int lines, FarEnd far, Told told) {
        media.open(link, lines, 20, List.of(), told);
        media.answer(link, far.answer(told.offer(1).sdp()));
        told.awaitConnected();
    }

    @Test
    void whatIsPushedIntoAnUplinkIsHeardOnItsLineOnly() {
        Told told = new Told();
        try (WebRtcMedia media = media();
                FarEnd far = FarEnd.hearing()) {
            connect(media, Link.PUBLISHER, 3, far, told);
            List<String> mids = told.offer(1).mids();
            assertThat(mids).hasSize(3).doesNotHaveDuplicates();
            short[] pcm = new short[Frame.SAMPLES];
            AtomicInteger uplink = new AtomicInteger(2);
            try (Metronome _ = new Metronome(frame -> {
                ToneMeter.write(900, LOUD, frame, pcm);
                media.push(uplink.get(), pcm);
            })) {
                waiting()
                        .untilAsserted(() ->
                                assertThat(far.meter(mids.get(2)).heard(900)).isGreaterThan(50));
                assertThat(far.meter(mids.get(0)).heard(900)).isZero();
                assertThat(far.meter(mids.get(1)).heard(900)).isZero();
                uplink.set(0);
                waiting()
                        .untilAsserted(() ->
                                assertThat(far.meter(mids.get(0)).heard(900)).isGreaterThan(50));
                assertThat(far.meter(mids.get(1)).heard(900)).isZero();
            }
            assertThat(media.statistics().framesPushed()).isGreaterThan(100);
            assertThat(media.statistics().framesRefused()).isZero();
        }
    }

    @Test
    void everyFarLineArrivesInItsOwnSlotAndIdleSlotsDeliverSilence() {
        Told told = new Told();
        try (WebRtcMedia media = media();
                FarEnd far = FarEnd.speaking()) {
            connect(media, Link.SUBSCRIBER, 4, far, told);
            short[] pcm = new short[Frame.SAMPLES];
            try (Metronome _ = new Metronome(frame -> IntStream.range(0, 3).forEach(line -> {
                ToneMeter.write(ToneMeter.TONES[line], LOUD, frame, pcm);
                far.say(line, pcm);
            }))) {
                waiting()
                        .untilAsserted(() -> assertThat(IntStream.range(0, 3)
                                        .mapToObj(slot -> slots.get(slot).heard(ToneMeter.TONES[slot])))
                                .allSatisfy(frames -> assertThat(frames).isGreaterThan(50)));
            }
            IntStream.range(0, 3)
                    .forEach(slot -> assertThat(slots.get(slot).heardOtherThan(ToneMeter.TONES[slot]))
                            .isZero());
            assertThat(slots.get(3).frames()).isGreaterThan(50);
            assertThat(slots.get(3).heardOtherThan(0)).isZero();
            assertThat(media.statistics().formatErrors()).isZero();
            assertThat(media.statistics().framesDelivered()).isGreaterThan(200);
        }
    }

    @Test
    void aToneGoesOnWhileTheListenLinkGrows() {
        Told told = new Told();
        try (WebRtcMedia media = media();
                FarEnd far = FarEnd.speaking()) {
            connect(media, Link.SUBSCRIBER, 4, far, told);
            List<String> mids = told.offer(1).mids();
            short[] pcm = new short[Frame.SAMPLES];
            AtomicInteger lines = new AtomicInteger(1);
            try (Metronome _ = new Metronome(frame -> {
                ToneMeter.write(700, LOUD, frame, pcm);
                far.say(1, pcm);
                if (lines.get() == 8) {
                    ToneMeter.write(1500, LOUD, frame, pcm);
                    far.say(7, pcm);
                }
            })) {
                waiting().until(() -> slots.get(1).heard(700) > 20);
                media.grow(Link.SUBSCRIBER, 8);
                Told.Offer second = told.offer(2);
                assertThat(second.mids()).hasSize(8).startsWith(mids.toArray(String[]::new));
                media.answer(Link.SUBSCRIBER, far.answer(second.sdp()));
                waiting().until(() -> slots.get(7).frames() > 0);
                long before = slots.get(1).heard(700);
                lines.set(8);
                waiting().until(() -> slots.get(7).heard(1500) > 50);
                assertThat(slots.get(1).heard(700)).isGreaterThan(before + 30);
            }
            assertThat(slots.get(1).heardOtherThan(700)).isZero();
            assertThat(slots.get(7).heardOtherThan(1500)).isZero();
            assertThat(told.failures).isEmpty();
        }
    }
}
