package com.talkiego.dispatch.mock.signal;

import static com.talkiego.dispatch.mock.signal.Desk.EMS;
import static com.talkiego.dispatch.mock.signal.Desk.FIRE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.EmergencyChanged;
import com.talkiego.dispatch.core.wire.ServerMessage.FloorIdle;
import com.talkiego.dispatch.core.wire.ServerMessage.FloorTaken;
import com.talkiego.dispatch.core.wire.ServerMessage.Joined;
import com.talkiego.dispatch.core.wire.ServerMessage.Phase;
import com.talkiego.dispatch.core.wire.ServerMessage.Presence;
import com.talkiego.dispatch.core.wire.ServerMessage.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A client that reads more slowly than it is told: of what merely is so it gets the newest, of what happened everything. */
class SlowConsumerTest {
    private final Desk desk = new Desk();

    private static void leave(Client client, ChannelId channel) {
        client.say(new ClientMessage.Leave(1, List.of(channel)));
    }

    /** Who a client believes to be on a channel, by all it was told since it joined. */
    private static Map<String, Member> believed(Client client, ChannelId channel) {
        Map<String, Member> members = new TreeMap<>();
        for (ServerMessage message : client.told()) {
            if (message instanceof Joined joined) {
                joined.channels().stream()
                        .filter(one -> one.id().equals(channel))
                        .findFirst()
                        .ifPresent(one -> {
                            members.clear();
                            one.members().forEach(member -> members.put(member.id(), member));
                        });
            } else if (message instanceof Presence news && news.channel().equals(channel)) {
                news.went().forEach(member -> members.remove(member.id()));
                news.came().forEach(member -> members.put(member.id(), member));
            }
        }
        return members;
    }

    private static void assertWithoutGaps(Client client) {
        List<Long> numbers = client.told().stream()
                .map(Client::seqOf)
                .filter(number -> number > 0)
                .toList();
        for (int n = 1; n < numbers.size(); n++) {
            assertThat(numbers.get(n)).isEqualTo(numbers.get(n - 1) + 1);
        }
    }

    private Client slow() {
        Client slow = desk.position("Position 1");
        slow.join(FIRE, EMS);
        return slow;
    }

    @Test
    void hears_every_over_and_alarm_and_the_newest_of_who_is_there() {
        Client slow = slow();
        Client talker = desk.unit("engine-7", FIRE);
        Client hopper = desk.unit("engine-8");
        int before = slow.heard(Presence.class).size();
        slow.lagging(true);
        for (int n = 0; n < 200; n++) {
            hopper.join(EMS);
            leave(hopper, EMS);
            if (n % 20 == 0) {
                talker.press("t" + n, FIRE);
                talker.ack("t" + n, FIRE);
                talker.release("t" + n);
                desk.pass(600, slow, talker, hopper);
            }
        }
        hopper.join(EMS);
        talker.say(new ClientMessage.EmergencyRaise(9, FIRE));

        assertThat(slow.heard(FloorTaken.class)).hasSize(10);
        assertThat(slow.heard(FloorIdle.class)).hasSize(10);
        assertThat(slow.heard(EmergencyChanged.class)).hasSize(1);
        assertThat(slow.heard(Presence.class)).hasSize(before);
        assertThat(desk.layer.snapshot().counts().lagging()).isEqualTo(1);

        slow.lagging(false);
        desk.pass(300, slow, talker, hopper);

        assertThat(slow.heard(Presence.class)).hasSize(before + 1);
        assertThat(believed(slow, EMS).values()).extracting(Member::id).contains("engine-8");
        assertThat(desk.layer.snapshot().counts().mergedEvents()).isEqualTo(400);
        assertThat(desk.layer.snapshot().counts().lagging()).isZero();
        assertThat(slow.closedBecause).isNull();
        assertWithoutGaps(slow);
    }

    @Test
    void is_told_what_it_was_not_told_when_it_resumes() {
        Client slow = slow();
        Client hopper = desk.unit("engine-8");
        long last = Client.seqOf(slow.told().getLast());
        slow.lagging(true);
        hopper.join(EMS);
        leave(hopper, EMS);
        hopper.join(EMS);
        slow.lose();
        hopper.join(FIRE);

        Client back = slow.resume("POSITION:dispatcher", last, "Position 1");

        assertThat(back.welcome().resumed()).isTrue();
        assertThat(back.heard(Presence.class))
                .extracting(Presence::channel, news -> news.came().getFirst().id())
                .containsExactly(tuple(EMS, "engine-8"), tuple(FIRE, "engine-8"));
        assertWithoutGaps(back);
    }

    @Test
    void which_way_the_sound_goes_keeps_its_place_among_the_overs() {
        ChannelId harbor = new ChannelId("harbor");
        desk.small(harbor, 32);
        Client talker = desk.linkedUnit("anna", 32);
        talker.join(harbor);
        Client slow = desk.linkedUnit("ben", 32);
        slow.join(harbor);
        slow.forget();
        slow.lagging(true);
        desk.pass(1_500, slow, talker);
        assertThat(slow.heard(Topology.class)).isEmpty();

        talker.press("t", harbor);

        assertThat(slow.told())
                .filteredOn(message -> message instanceof Topology || message instanceof FloorTaken)
                .element(0)
                .isInstanceOf(Topology.class);
        assertThat(slow.only(Topology.class).state()).isEqualTo(Phase.PREPARE);
        assertThat(slow.heard(FloorTaken.class)).hasSize(1);
        assertWithoutGaps(slow);
    }

    @Test
    void one_that_never_catches_up_is_closed_and_may_resume() {
        Client slow = slow();
        Client hopper = desk.unit("engine-8");
        long last = Client.seqOf(slow.told().getLast());
        slow.lagging(true);
        hopper.join(EMS);
        desk.pass(9_000, slow, hopper);
        assertThat(slow.closedBecause).isNull();
        slow.lagging(false);
        desk.pass(1_000, slow, hopper);
        slow.lagging(true);
        desk.pass(9_000, slow, hopper);
        assertThat(slow.closedBecause).as("it had caught up in between").isNull();

        desk.pass(2_000, slow, hopper);

        assertThat(slow.closeCode).isEqualTo(CloseReason.SLOW_CONSUMER.code());
        Client back = slow.resume("POSITION:dispatcher", last, "Position 1");
        assertThat(back.welcome().resumed()).isTrue();
        assertThat(back.heard(Presence.class)).hasSize(1);
    }

    @Test
    void believes_what_is_so_whatever_comes_and_goes_and_however_it_lags() {
        for (long seed = 1; seed <= 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Desk own = new Desk();
            Client slow = own.position("Position 1");
            slow.join(FIRE, EMS);
            List<Client> units = new ArrayList<>();
            for (int n = 0; n < 6; n++) {
                units.add(own.unit("unit-" + n));
            }
            List<Client> everybody = new ArrayList<>(units);
            everybody.add(slow);
            Client[] all = everybody.toArray(Client[]::new);
            for (int step = 0; step < 120; step++) {
                Client unit = units.get(random.nextInt(units.size()));
                ChannelId channel = random.nextBoolean() ? FIRE : EMS;
                switch (random.nextInt(6)) {
                    case 0 -> slow.lagging(random.nextInt(3) > 0);
                    case 1 -> leave(unit, channel);
                    case 2 -> {
                        leave(slow, channel);
                        slow.join(channel);
                    }
                    case 3 -> own.pass(random.nextLong(50, 500), all);
                    default -> unit.join(channel);
                }
            }
            slow.lagging(false);
            own.pass(300, all);
            for (ChannelId channel : List.of(FIRE, EMS)) {
                Client late = own.unit("late-" + channel, channel);
                own.pass(300, all);
                late.join(channel);
                assertThat(believed(slow, channel).keySet())
                        .as("seed %d, %s", seed, channel)
                        .isEqualTo(believed(late, channel).keySet());
            }
            assertThat(slow.closedBecause).as("seed %d", seed).isNull();
            assertWithoutGaps(slow);
        }
    }
}
