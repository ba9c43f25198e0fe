package com.talkiego.dispatch.core.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** One over on an uplink and on sinks that lead to members, whose roads change while it is being said. */
class MicPathRoadsTest {
    private static final int PEER = UplinkSink.FIRST_PEER;

    private final AtomicLong clock = new AtomicLong(1_000_000_000L);
    private final Map<Integer, Sound> pushed = new TreeMap<>();
    private final MicPath path = new MicPath(this::push, MicProcessor.NONE, 4, clock::get);
    private final Lease lease = new Lease(Long.MAX_VALUE);
    private final Tone voice = new Tone(500, 8_000);
    private long revision;

    private void push(int uplink, short[] pcm) {
        pushed.computeIfAbsent(uplink, key -> new Sound()).add(pcm, Frame.SAMPLES);
    }

    private void plan(boolean intake, boolean server, long over, long open) {
        path.publish(new KeyingPlan(
                ++revision, List.of(new TicketGate(1, 0, intake, TicketGate.Uplink.SEND, lease, server, over)), open));
    }

    private void frames(int count) {
        for (int i = 0; i < count; i++) {
            clock.addAndGet(Frame.NANOS);
            path.frame(voice.next());
        }
    }

    private Sound at(int uplink) {
        return pushed.getOrDefault(uplink, new Sound());
    }

    private static void assertClean(Sound sound) {
        double steepest = 8_000 * 2 * Math.PI * 500 / Frame.SAMPLE_RATE;
        assertThat(sound.largestStep()).isLessThan((int) (1.6 * steepest));
    }

    @Test
    void an_open_sink_gets_every_frame_and_silence_where_no_over_goes() {
        path.publish(new KeyingPlan(++revision, List.of(), 0b101));
        frames(50);
        assertThat(pushed).containsOnlyKeys(PEER, PEER + 2);
        assertThat(at(PEER).length()).isEqualTo(50 * Frame.SAMPLES);
        assertThat(at(PEER).peak()).isZero();
    }

    @Test
    void an_over_goes_to_its_sinks_alone_and_ends_clean_there() {
        plan(true, false, 0b1, 0b11);
        frames(100);
        plan(false, false, 0b1, 0b11);
        frames(20);
        assertThat(path.progress(1).ended()).isTrue();
        assertThat(pushed).containsOnlyKeys(PEER, PEER + 1);
        assertThat(at(PEER).length()).isEqualTo(120 * Frame.SAMPLES);
        assertThat(at(PEER).part(4_800, 43_200).rms()).isGreaterThan(5_000);
        assertThat(at(PEER).part(110 * Frame.SAMPLES, 120 * Frame.SAMPLES).peak())
                .isZero();
        assertThat(at(PEER + 1).peak()).isZero();
        assertClean(at(PEER));
    }

    @Test
    void taken_off_its_uplink_in_mid_over_it_ends_clean_there_and_goes_on_elsewhere() {
        plan(true, true, 0, 0b1);
        frames(51);
        plan(true, true, 0b1, 0b1);
        frames(20);
        plan(true, false, 0b1, 0b1);
        frames(40);
        Sound uplink = at(0);
        assertThat(uplink.length() / Frame.SAMPLES % 2)
                .as("an even number of frames")
                .isZero();
        assertThat(uplink.length()).isLessThan(85 * Frame.SAMPLES);
        assertThat(uplink.part(uplink.length() - 6 * Frame.SAMPLES, uplink.length())
                        .peak())
                .isZero();
        assertThat(uplink.part(70 * Frame.SAMPLES, 71 * Frame.SAMPLES).rms()).isGreaterThan(5_000);
        assertClean(uplink);
        assertThat(at(PEER).part(80 * Frame.SAMPLES, 111 * Frame.SAMPLES).rms()).isGreaterThan(5_000);
        assertClean(at(PEER));
    }

    @Test
    void given_back_its_uplink_it_begins_anew_there_and_ends_clean_on_both() {
        plan(true, true, 0b1, 0b1);
        frames(50);
        plan(true, false, 0b1, 0b1);
        frames(30);
        plan(true, true, 0b1, 0b1);
        frames(30);
        plan(true, true, 0, 0b1);
        frames(30);
        plan(false, true, 0, 0b1);
        frames(20);
        assertThat(path.progress(1).ended()).isTrue();
        Sound uplink = at(0);
        assertThat(uplink.length() / Frame.SAMPLES % 2).isZero();
        assertThat(uplink.part(uplink.length() - 6 * Frame.SAMPLES, uplink.length())
                        .peak())
                .isZero();
        assertClean(uplink);
        assertClean(at(PEER));
        assertThat(at(PEER).length()).isEqualTo(160 * Frame.SAMPLES);
        assertThat(at(PEER).part(115 * Frame.SAMPLES, 160 * Frame.SAMPLES).peak())
                .isZero();
    }

    @Test
    void thrown_away_in_mid_over_it_ends_at_once_on_all() {
        plan(true, true, 0b1, 0b1);
        frames(50);
        path.publish(new KeyingPlan(++revision, List.of(), 0b1));
        frames(20);
        assertThat(at(PEER).part(52 * Frame.SAMPLES, 70 * Frame.SAMPLES).peak()).isZero();
        assertClean(at(PEER));
        assertClean(at(0));
    }
}
