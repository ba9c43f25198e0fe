package com.talkiego.dispatch.core.session;

import static com.talkiego.dispatch.core.session.Rig.EMS;
import static com.talkiego.dispatch.core.session.Rig.FIRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.mix.TicketGate;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.PttTarget;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever happens in whatever order: a microphone is open only while held, nothing is sent without a grant, no press is swallowed. */
class PressPropertyTest {
    private static final int STEPS = 120;
    private static final long LEASE_AND_WATCH_MILLIS = 300;
    private static final List<ChannelId> CHANNELS = List.of(FIRE, EMS);

    /** One run of random deeds, and what the rules say about it. */
    private static final class Run {
        final Rig rig = Rig.online();
        final Random random;
        final List<Press> pressed = new ArrayList<>();
        final Map<Press, Long> unseenSince = new HashMap<>();
        final Set<String> granted = new HashSet<>();
        final Map<Long, Long> sentBefore = new HashMap<>();
        long over = 100;

        Run(long seed) {
            random = new Random(seed);
            rig.session.select(FIRE);
            rig.session.toggleInSelection(EMS);
            rig.advance(10);
        }

        void deed() {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> press();
                case 3, 4 -> any(rig.held, this::release);
                case 5, 6, 7 ->
                    any(pressed, press -> {
                        ChannelId channel = channel();
                        if (asked(press, channel)) {
                            granted.add(rig.ticketOf(press));
                        }
                        rig.backend.grant(rig.ticketOf(press), channel.value(), ++over);
                    });
                case 8 ->
                    any(
                            pressed,
                            press -> rig.backend.deny(
                                    rig.ticketOf(press), channel().value(), Rig.ENGINE));
                case 9 ->
                    any(
                            pressed,
                            press -> rig.backend.say(new ServerMessage.FloorRevoked(
                                    ++rig.backend.seq, rig.ticketOf(press), channel(), 4, "")));
                case 10 ->
                    any(rig.held, press -> {
                        rig.freeze(press);
                        unseen(press);
                    });
                default -> {
                    if (random.nextInt(4) == 0) {
                        rig.backend.resuming = random.nextBoolean();
                        rig.backend.cut();
                    } else {
                        any(pressed, rig::passing);
                    }
                }
            }
        }

        private void press() {
            PttTarget target = random.nextInt(3) == 0 ? new PttTarget.General() : new PttTarget.OneChannel(channel());
            pressed.add(rig.press("source-" + random.nextInt(3), target));
        }

        private ChannelId channel() {
            return CHANNELS.get(random.nextInt(CHANNELS.size()));
        }

        private boolean asked(Press press, ChannelId channel) {
            return rig.backend.all(ClientMessage.FloorRequest.class).stream()
                    .anyMatch(request -> request.ticket().equals(rig.ticketOf(press))
                            && request.channels() != null
                            && request.channels().contains(channel));
        }

        /** Sometimes the session hears of it late. */
        private void release(Press press) {
            rig.actor.full(random.nextInt(4) == 0);
            rig.release(press);
            rig.actor.full(false);
        }

        private void unseen(Press press) {
            unseenSince.put(press, rig.actor.nanoTime());
        }

        private <T> void any(List<T> among, Consumer<T> what) {
            if (!among.isEmpty()) {
                what.accept(among.get(random.nextInt(among.size())));
            }
        }

        void check() {
            Set<Long> mayBeOpen = new HashSet<>();
            pressed.forEach(press -> {
                Long since = unseenSince.get(press);
                boolean recent =
                        since != null && rig.actor.nanoTime() - since <= (LEASE_AND_WATCH_MILLIS + 20) * 1_000_000;
                if (rig.held.contains(press) || recent) {
                    mayBeOpen.add(press.ticket());
                }
            });
            rig.audio.overs.forEach((ticket, progress) -> {
                boolean inPlan = rig.audio.hasGate(ticket);
                assertThat(!inPlan || !progress.intakeOpen || mayBeOpen.contains(ticket))
                        .as("ticket %d takes sound only while held", ticket)
                        .isTrue();
                long before = sentBefore.getOrDefault(ticket, 0L);
                assertThat(progress.sent == before || granted.contains("t" + ticket))
                        .as("ticket %d sends only once granted", ticket)
                        .isTrue();
                sentBefore.put(ticket, progress.sent);
            });
            for (TicketGate gate : rig.audio.keying.gates()) {
                assertThat(gate.uplinkGate() != TicketGate.Uplink.SEND || granted.contains("t" + gate.ticket()))
                        .as("ticket %d opens its uplink only once granted", gate.ticket())
                        .isTrue();
            }
            assertThat(rig.audio.keying.gates().stream().map(TicketGate::uplink))
                    .as("one over on one uplink")
                    .doesNotHaveDuplicates();
        }

        void checkEnd() {
            List.copyOf(rig.held).forEach(rig::release);
            rig.advance(7000);
            SessionStatistics done = rig.session.statistics();
            assertThat(done.granted() + done.denied() + done.cancelled())
                    .as("every press ended granted, refused or cancelled")
                    .isEqualTo(done.presses());
            assertThat(done.presses()).isEqualTo(tickets());
            assertThat(rig.audio.keying.gates()).as("gates left").isEmpty();
            assertThat(rig.state().transmissions()).as("tickets left").isEmpty();
            Press last = rig.press("last", new PttTarget.OneChannel(FIRE));
            rig.grant(last, FIRE);
            rig.advance(50);
            assertThat(rig.audio.of(last.ticket()).sent)
                    .as(
                            "the desk still works: %s %s",
                            rig.channel(FIRE), rig.state().connection())
                    .isPositive();
        }

        private long tickets() {
            return pressed.stream().mapToLong(Press::ticket).distinct().count();
        }
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void holdsTheRulesWhateverHappens(@ForAll long seed) {
        Run run = new Run(seed);
        for (int step = 0; step < STEPS; step++) {
            run.deed();
            int frames = 1 + run.random.nextInt(12);
            for (int frame = 0; frame < frames; frame++) {
                run.rig.advance(10);
                run.check();
            }
        }
        run.checkEnd();
    }
}
