package com.talkiego.dispatch.core.media;

import static com.talkiego.dispatch.core.media.Waiting.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.mix.Frame;
import com.talkiego.dispatch.core.mix.UplinkSink;
import com.talkiego.dispatch.core.session.PeerPort;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two consoles, one link between them: sound over a true path, watched at both ends, closed and refused in words. */
class PeerLinksTest {
    private static final int SLOT = 256;

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

    /** Remembers what is told of one end, and passes its description on. */
    private static final class End implements PeerPort.Listener {
        final List<PeerPort.Fare> fares = new CopyOnWriteArrayList<>();
        final List<String> failures = new CopyOnWriteArrayList<>();
        final AtomicLong beats = new AtomicLong();
        final AtomicBoolean up = new AtomicBoolean();
        private final Consumer<String> other;

        End(Consumer<String> other) {
            this.other = other;
        }

        @Override
        public void described(String sdp) {
            other.accept(sdp);
        }

        @Override
        public void connected() {
            up.set(true);
        }

        @Override
        public void beat(long nanoTime) {
            beats.incrementAndGet();
        }

        @Override
        public void fares(PeerPort.Fare fare) {
            fares.add(fare);
        }

        @Override
        public void failed(String sentence) {
            failures.add(sentence);
        }
    }

    @Test
    void soundGoesStraightAndBothEndsSeeThatThePathLives() {
        ToneMeter meter = new ToneMeter();
        try (WebRtcMedia talking = new WebRtcMedia(runtime, (slot, pcm, samples, now) -> {});
                WebRtcMedia hearing = new WebRtcMedia(runtime, (slot, pcm, samples, now) -> {
                    assertThat(slot).isEqualTo(SLOT);
                    meter.frame(pcm);
                })) {
            End listener = new End(answer -> talking.answered("link-1", answer));
            End talker = new End(offer -> hearing.hear("link-1", offer, SLOT, 20, List.of(), listener));
            talking.talkTo("link-1", 0, 20, List.of(), talker);
            waiting().until(() -> talker.up.get() && listener.up.get());
            short[] pcm = new short[Frame.SAMPLES];
            AtomicBoolean tone = new AtomicBoolean();
            try (Metronome _ = new Metronome(frame -> {
                ToneMeter.write(700, tone.get() ? 8_000 : 0, frame, pcm);
                talking.push(UplinkSink.FIRST_PEER, pcm);
            })) {
                // In silence too: the talking end must see that the other one lives.
                waiting().until(() -> talker.beats.get() >= 6 && listener.beats.get() >= 6);
                tone.set(true);
                waiting().until(() -> meter.heard(700) > 50);
                waiting().until(() -> talker.fares.size() >= 2 && listener.fares.size() >= 2);
            }
            assertThat(meter.heardOtherThan(700)).isZero();
            assertThat(talking.statistics().soundPushed())
                    .isPositive()
                    .isLessThan(talking.statistics().framesPushed());
            assertThat(listener.fares).allSatisfy(fare -> {
                assertThat(fare.relayed()).isFalse();
                assertThat(fare.lossFraction()).isLessThan(0.5);
            });
            assertThat(talker.failures).isEmpty();
            assertThat(listener.failures).isEmpty();
            talking.closePeer("link-1");
            hearing.closePeer("link-1");
            talking.push(UplinkSink.FIRST_PEER, pcm);
            waiting().until(() -> {
                long before = talking.statistics().framesPushed();
                talking.push(UplinkSink.FIRST_PEER, pcm);
                return talking.statistics().framesPushed() == before;
            });
        }
    }

    @Test
    void anotherCertificateThanTheOneToldIsRefused() {
        try (WebRtcMedia talking = new WebRtcMedia(runtime, (slot, pcm, samples, now) -> {});
                WebRtcMedia hearing = new WebRtcMedia(runtime, (slot, pcm, samples, now) -> {})) {
            End listener = new End(answer -> talking.answered("link-2", otherFingerprint(answer)));
            End talker = new End(offer -> hearing.hear("link-2", offer, SLOT, 20, List.of(), listener));
            talking.talkTo("link-2", 1, 20, List.of(), talker);
            waiting().until(() -> !talker.failures.isEmpty());
            assertThat(talker.failures.getFirst()).contains("encryption", "fingerprint");
            assertThat(talker.up).isFalse();
        }
    }

    private static String otherFingerprint(String sdp) {
        int at = sdp.indexOf("a=fingerprint:sha-256 ") + "a=fingerprint:sha-256 ".length();
        return sdp.substring(0, at) + (sdp.charAt(at) == 'A' ? 'B' : 'A') + sdp.substring(at + 1);
    }

    @Test
    void anOfferThatIsNoneFailsInWords() {
        try (WebRtcMedia hearing = new WebRtcMedia(runtime, (slot, pcm, samples, now) -> {})) {
            End listener = new End(answer -> {});
            hearing.hear("link-3", "v=0\r\n", SLOT, 20, List.of(), listener);
            waiting().until(() -> !listener.failures.isEmpty());
            assertThat(listener.failures.getFirst()).contains("0 media lines where 1 were offered");
        }
    }
}
