package com.talkiego.dispatch.core.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import com.talkiego.dispatch.core.mix.TicketGate.Uplink;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MicPathTest {
    private static final long FOREVER = Long.MAX_VALUE / 2;

    private final AtomicLong clock = new AtomicLong();
    private final Map<Integer, Sound> air = new TreeMap<>();
    private final MicPath path = new MicPath(this::push, MicProcessor.NONE, 4, clock::get);
    private final Lease lease = new Lease(FOREVER);
    private final Tone voice = new Tone(310, 8_000);
    private long revision;

    private void push(int uplink, short[] pcm) {
        air.computeIfAbsent(uplink, index -> new Sound()).add(pcm, pcm.length);
    }

    private void plan(TicketGate... gates) {
        path.publish(new KeyingPlan(++revision, List.of(gates)));
    }

    private void speak(int frames) {
        for (int i = 0; i < frames; i++) {
            clock.addAndGet(Frame.NANOS);
            path.frame(voice.next());
        }
    }

    private TicketGate gate(long ticket, int uplink, boolean intake, Uplink state) {
        return new TicketGate(ticket, uplink, intake, state, lease);
    }

    private Sound air(int uplink) {
        return air.getOrDefault(uplink, new Sound());
    }

    private int framesOnAir(int uplink) {
        return air(uplink).length() / Frame.SAMPLES;
    }

    /** The rules of a clean end: a ramp, at least 60 ms of digital silence, an even number of frames. */
    private void assertCleanEnd(Sound over) {
        assertThat(over.length() % (2 * Frame.SAMPLES)).isZero();
        assertThat(over.part(over.length() - 6 * Frame.SAMPLES, over.length()).peak())
                .isZero();
        assertThat(over.largestStep()).isLessThan(500);
    }

    @Test
    void nothing_is_sent_without_a_ticket() {
        speak(50);
        assertThat(air).isEmpty();
        assertThat(path.passedRevision()).isZero();
        assertThat(path.peakDbfs()).isCloseTo(-12.2f, within(0.1f));
        assertThat(path.lastFrameNanos()).isEqualTo(clock.get());
        assertThat(path.progress(1)).isEqualTo(TicketProgress.NONE);
    }

    @Test
    void granted_at_once_the_voice_goes_out_without_delay_and_ends_clean() {
        plan(gate(1, 2, true, Uplink.SEND));
        speak(101);
        assertThat(framesOnAir(2)).isEqualTo(101);
        assertThat(path.progress(1)).isEqualTo(new TicketProgress(1_010, 0, 101, false, false));
        plan(gate(1, 2, false, Uplink.SEND));
        speak(30);
        assertThat(path.progress(1).ended()).isTrue();
        assertThat(framesOnAir(2)).isBetween(108, 110);
        assertThat(air(2).part(4_800, 100 * Frame.SAMPLES).amplitude(310)).isCloseTo(8_000, within(10.0));
        assertCleanEnd(air(2));
        assertThat(air.keySet()).containsExactly(2);
        assertThat(path.passedRevision()).isEqualTo(2);
    }

    @Test
    void every_over_has_an_even_number_of_frames() {
        for (int length = 1; length < 8; length++) {
            air.clear();
            plan(gate(length, 0, true, Uplink.SEND));
            speak(length);
            plan(gate(length, 0, false, Uplink.SEND));
            speak(20);
            assertThat(path.progress(length).ended()).isTrue();
            assertCleanEnd(air(0));
        }
    }

    @Test
    void a_late_grant_loses_no_word_and_never_sends_faster_than_real_time() {
        plan(gate(1, 0, true, Uplink.HOLD));
        speak(40);
        assertThat(air).isEmpty();
        assertThat(path.progress(1).backlogMillis()).isEqualTo(400);
        plan(gate(1, 0, true, Uplink.SEND));
        for (int i = 1; i <= 400; i++) {
            speak(1);
            assertThat(framesOnAir(0)).isEqualTo(i);
        }
        assertThat(path.progress(1).backlogMillis()).isLessThanOrEqualTo(15);
        plan(gate(1, 0, false, Uplink.SEND));
        speak(20);
        assertThat(path.progress(1).ended()).isTrue();
        assertThat(path.progress(1).takenMillis()).isEqualTo(4_400);
        assertThat(path.overflow()).isZero();
        assertCleanEnd(air(0));
        assertThat(air(0).part(48_000, 96_000).amplitude(310)).isCloseTo(8_000, within(500.0));
    }

    @Test
    void after_key_up_it_drains_what_was_taken() {
        plan(gate(1, 0, true, Uplink.HOLD));
        speak(50);
        plan(gate(1, 0, false, Uplink.HOLD));
        speak(20);
        assertThat(path.progress(1)).isEqualTo(new TicketProgress(500, 500, 0, false, false));
        plan(gate(1, 0, false, Uplink.SEND));
        speak(70);
        assertThat(path.progress(1).ended()).isTrue();
        assertThat(framesOnAir(0)).isBetween(50, 58);
        assertCleanEnd(air(0));
    }

    @Test
    void discarded_it_stops_at_once_with_its_ramp_and_silence() {
        plan(gate(1, 0, true, Uplink.HOLD));
        speak(40);
        plan(gate(1, 0, true, Uplink.SEND));
        speak(10);
        plan(gate(1, 0, true, Uplink.DISCARD));
        speak(30);
        assertThat(path.progress(1).ended()).isTrue();
        assertThat(framesOnAir(0)).isBetween(17, 18);
        assertThat(air(0).part(10 * Frame.SAMPLES + SoftEdges.RAMP, air(0).length())
                        .peak())
                .isZero();
        assertCleanEnd(air(0));
    }

    @Test
    void refused_before_it_began_nothing_is_pushed() {
        plan(gate(1, 0, true, Uplink.HOLD));
        speak(10);
        plan(gate(1, 0, false, Uplink.DISCARD));
        speak(1);
        assertThat(path.progress(1).ended()).isTrue();
        assertThat(air).isEmpty();
    }

    @Test
    void a_ticket_that_leaves_the_plan_is_discarded_clean_and_stays_readable() {
        plan(gate(1, 0, true, Uplink.SEND));
        speak(11);
        plan();
        speak(10);
        assertThat(path.progress(1).ended()).isTrue();
        assertThat(framesOnAir(0)).isEqualTo(18);
        assertCleanEnd(air(0));
    }

    @Test
    void a_lapsed_lease_closes_the_intake_by_itself_and_for_good() {
        Lease brief = new Lease(clock.get() + 300_000_000L);
        plan(new TicketGate(1, 0, true, Uplink.SEND, brief));
        speak(60);
        assertThat(path.progress(1).takenMillis()).isEqualTo(300);
        assertThat(path.progress(1).leaseLapsed()).isTrue();
        assertThat(path.progress(1).ended()).isTrue();
        brief.renew(clock.get(), FOREVER);
        int sent = framesOnAir(0);
        speak(60);
        assertThat(framesOnAir(0)).isEqualTo(sent);
        assertCleanEnd(air(0));
    }

    @Test
    void a_released_source_closes_the_intake_with_the_next_frame_and_did_not_lapse() {
        plan(gate(1, 0, true, Uplink.SEND));
        speak(20);
        lease.end();
        speak(20);
        assertThat(path.progress(1).takenMillis()).isEqualTo(200);
        assertThat(path.progress(1).leaseLapsed()).isFalse();
        assertThat(path.progress(1).ended()).isTrue();
    }

    @Test
    void an_intake_that_was_closed_does_not_open_again() {
        plan(gate(1, 0, true, Uplink.HOLD));
        speak(10);
        plan(gate(1, 0, false, Uplink.HOLD));
        speak(1);
        plan(gate(1, 0, true, Uplink.HOLD));
        speak(10);
        assertThat(path.progress(1).takenMillis()).isEqualTo(100);
    }

    @Test
    void what_does_not_fit_is_counted() {
        plan(gate(1, 0, true, Uplink.HOLD));
        speak(OverBuffer.CAPACITY + 4);
        assertThat(path.overflow()).isEqualTo(4);
        assertThat(path.progress(1).backlogMillis()).isEqualTo(OverBuffer.CAPACITY * 10L);
    }

    @Test
    void two_tickets_take_the_same_microphone_to_two_uplinks() {
        plan(gate(1, 0, true, Uplink.SEND), gate(2, 3, true, Uplink.HOLD));
        speak(10);
        plan(gate(1, 0, true, Uplink.SEND), gate(2, 3, true, Uplink.SEND));
        speak(30);
        assertThat(framesOnAir(0)).isEqualTo(40);
        assertThat(framesOnAir(3)).isEqualTo(30);
    }

    @Test
    void an_over_waits_until_the_one_before_it_on_its_uplink_has_ended_clean() {
        plan(gate(1, 0, true, Uplink.SEND));
        speak(11);
        plan(gate(1, 0, false, Uplink.SEND), gate(2, 0, true, Uplink.SEND));
        speak(7);
        assertThat(path.progress(2).sentFrames()).isZero();
        assertThat(path.progress(2).takenMillis()).isEqualTo(70);
        speak(10);
        assertThat(path.progress(1).ended()).isTrue();
        assertThat(path.progress(2).sentFrames()).isPositive();
        assertCleanEnd(air(0).part(0, (int) path.progress(1).sentFrames() * Frame.SAMPLES));
    }

    @Test
    void places_are_used_again_the_oldest_first() {
        for (int ticket = 1; ticket <= 6; ticket++) {
            plan(gate(ticket, 0, true, Uplink.SEND));
            speak(4);
            plan(gate(ticket, 0, false, Uplink.SEND));
            speak(12);
        }
        assertThat(path.progress(2)).isEqualTo(TicketProgress.NONE);
        assertThat(path.progress(3).ended()).isTrue();
        assertThat(path.progress(6).ended()).isTrue();
    }

    @Test
    void with_more_tickets_than_places_the_others_still_work_and_it_is_counted() {
        List<TicketGate> gates = new ArrayList<>();
        for (int ticket = 1; ticket <= 5; ticket++) {
            gates.add(gate(ticket, ticket, true, Uplink.SEND));
        }
        path.publish(new KeyingPlan(1, gates));
        speak(10);
        assertThat(path.overflow()).isEqualTo(10);
        assertThat(framesOnAir(4)).isEqualTo(10);
        assertThat(path.progress(5)).isEqualTo(TicketProgress.NONE);
    }

    @Test
    void the_processor_sees_the_microphone_first_and_the_echo_reference() {
        List<String> seen = new ArrayList<>();
        MicProcessor processor = new MicProcessor() {
            @Override
            public void microphone(short[] pcm) {
                Arrays.fill(pcm, (short) 0);
                seen.add("microphone");
            }

            @Override
            public void playedBack(short[] pcm) {
                seen.add("played back");
            }
        };
        MicPath processed = new MicPath(this::push, processor, 1, clock::get);
        processed.publish(new KeyingPlan(1, List.of(gate(1, 0, true, Uplink.SEND))));
        processed.playedBack(voice.next());
        processed.frame(voice.next());
        assertThat(seen).containsExactly("played back", "microphone");
        assertThat(air(0).length()).isEqualTo(Frame.SAMPLES);
        assertThat(air(0).peak()).isZero();
    }

    @Test
    void a_frame_allocates_nothing() {
        MicPath quiet = new MicPath((uplink, pcm) -> {}, MicProcessor.NONE, 8, clock::get);
        quiet.publish(new KeyingPlan(
                1,
                List.of(gate(1, 0, true, Uplink.SEND), gate(2, 1, true, Uplink.HOLD), gate(3, 2, true, Uplink.SEND))));
        short[] pcm = voice.next();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < 200; i++) {
                quiet.frame(pcm);
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        assertThat(least).isZero();
    }

    /** Whatever the order of presses, grants, cuts and lapses: see the assertions. */
    @Property(tries = 100)
    void it_cannot_stick_and_every_over_ends_clean(@ForAll long seed) {
        Random random = new Random(seed);
        List<Sound> overs = new ArrayList<>();
        int[] pushed = new int[1];
        MicPath any = new MicPath(
                (uplink, pcm) -> {
                    pushed[0]++;
                    overs.getLast().add(pcm, pcm.length);
                },
                MicProcessor.NONE,
                2,
                clock::get);
        long number = 0;
        for (int ticket = 1; ticket <= 6; ticket++) {
            overs.add(new Sound());
            Lease held = new Lease(clock.get() + random.nextInt(800) * 1_000_000L);
            boolean intake = true;
            Uplink state = Uplink.HOLD;
            for (int frame = 0; frame < 60; frame++) {
                intake &= random.nextInt(30) > 0;
                if (state == Uplink.HOLD && random.nextInt(10) == 0) {
                    state = Uplink.SEND;
                }
                if (random.nextInt(60) == 0) {
                    state = Uplink.DISCARD;
                }
                if (random.nextInt(60) == 0) {
                    held.end();
                }
                any.publish(new KeyingPlan(++number, List.of(new TicketGate(ticket, 0, intake, state, held))));
                clock.addAndGet(Frame.NANOS);
                TicketProgress before = any.progress(ticket);
                pushed[0] = 0;
                any.frame(voice.next());
                TicketProgress after = any.progress(ticket);
                boolean taken = after.takenMillis() > before.takenMillis();
                assertThat(taken && (!intake || !held.live(clock.get()) || state == Uplink.DISCARD))
                        .isFalse();
                assertThat(pushed[0]).isLessThanOrEqualTo(state == Uplink.HOLD || before.ended() ? 0 : 1);
            }
            any.publish(new KeyingPlan(++number, List.of()));
            for (int frame = 0; frame < 20; frame++) {
                clock.addAndGet(Frame.NANOS);
                any.frame(voice.next());
            }
            assertThat(any.progress(ticket).ended()).isTrue();
            if (overs.getLast().length() > 0) {
                assertCleanEnd(overs.getLast());
            }
        }
    }
}
