package com.talkiego.dispatch.mock.signal;

import static com.talkiego.dispatch.mock.signal.Desk.EMS;
import static com.talkiego.dispatch.mock.signal.Desk.FIRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.RevokeCause;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random presses, releases, emergencies, cuts, delays and floors taken back among three regions that notice cuts at different times, on
 * hand-moved time. However the regions reach each other, each request is answered. Whenever all have reached each other for a while: one
 * talker at most, the same for everybody; and once all let go, every floor is idle and can be had again.
 */
class SharedFloorRandomTest {
    private static final int STEPS = 250;
    private static final String[] REGIONS = {"eu", "us", "ap"};

    private final Continents world = new Continents(REGIONS);
    private final List<Talker> talkers = new ArrayList<>();

    /** A client, what it holds, and what it was told of its own overs. */
    private static final class Talker {
        final Client client;
        final ChannelId channel;
        final Set<String> held = new HashSet<>();
        int tickets;

        Talker(Client client, ChannelId channel) {
            this.client = client;
            this.channel = channel;
        }

        /** The over it has the floor for, by what it was told; 0 for none. */
        long talks() {
            long over = 0;
            for (ServerMessage message : client.told()) {
                over = switch (message) {
                    // What is said again, numbered 0, is nothing new.
                    case ServerMessage.FloorGranted granted -> granted.seq() == 0 ? over : granted.over();
                    case ServerMessage.FloorRevoked revoked -> revoked.seq() == 0 ? over : 0;
                    case ServerMessage.FloorIdle idle -> idle.over() == over ? 0 : over;
                    default -> over;
                };
            }
            return over;
        }

        /** Asks, unless it talks or asks already: who talks waits for the end of his own over. */
        void press() {
            if (!held.isEmpty()) {
                return;
            }
            String ticket = "t" + ++tickets;
            held.add(ticket);
            client.request(ticket, String.valueOf(tickets % 4), tickets % 3, tickets % 2 == 0, channel);
        }

        /** Those it holds of which it has heard nothing. */
        List<String> unanswered() {
            Set<String> answered = new HashSet<>();
            for (ServerMessage message : client.told()) {
                switch (message) {
                    case ServerMessage.FloorGranted granted -> answered.add(granted.ticket());
                    case ServerMessage.FloorDenied denied -> answered.add(denied.ticket());
                    case ServerMessage.FloorQueuePosition place -> answered.add(place.ticket());
                    default -> {}
                }
            }
            return held.stream().filter(ticket -> !answered.contains(ticket)).toList();
        }

        void releaseAll() {
            held.forEach(client::release);
            held.clear();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void floorsAgreeWheneverRegionsMeet(long seed) {
        Random random = new Random(seed);
        for (String region : REGIONS) {
            for (ChannelId channel : new ChannelId[] {FIRE, EMS}) {
                for (int i = 0; i < 2; i++) {
                    talkers.add(new Talker(world.in(region).unit(region + channel + i, channel), channel));
                }
            }
        }
        for (String region : REGIONS) {
            world.slowToNotice.put(region, (long) random.nextInt(400));
        }
        for (int step = 0; step < STEPS; step++) {
            act(random);
            if (random.nextInt(40) == 0) {
                pass(2_000);
                everybodyIsAnswered("step " + step + " of seed " + seed);
                heal();
                agree("step " + step + " of seed " + seed);
            } else if (random.nextInt(40) == 0) {
                heal();
                agree("step " + step + " of seed " + seed);
            }
        }
        heal();
        agree("seed " + seed);
        talkers.forEach(Talker::releaseAll);
        pass(3_000);
        everythingCanBeHadAgain(seed);
    }

    private void act(Random random) {
        Talker one = talkers.get(random.nextInt(talkers.size()));
        switch (random.nextInt(13)) {
            case 0, 1, 2, 3 -> one.press();
            case 4, 5, 6 -> one.releaseAll();
            case 7 -> link(random, true);
            case 8 -> link(random, false);
            case 9 -> {
                if (random.nextInt(6) == 0) {
                    one.client.say(new ClientMessage.EmergencyRaise(9, one.channel));
                }
            }
            case 10 -> {
                if (random.nextInt(3) == 0) {
                    for (String region : REGIONS) {
                        world.in(region).layer.faults().revoke(one.channel, RevokeCause.OTHER);
                    }
                }
            }
            default -> pass(random.nextInt(700));
        }
    }

    private void link(Random random, boolean cut) {
        int from = random.nextInt(REGIONS.length);
        String to = REGIONS[(from + 1 + random.nextInt(REGIONS.length - 1)) % REGIONS.length];
        world.links.set(REGIONS[from], to, cut, random.nextInt(100), 0);
    }

    private void pass(long millis) {
        world.pass(millis, talkers.stream().map(talker -> talker.client).toArray(Client[]::new));
        // Whoever talks is heard by its own media server.
        for (Talker talker : talkers) {
            for (String region : REGIONS) {
                talker.held.forEach(ticket -> world.in(region)
                        .media
                        .listener()
                        .uplinkProgress(talker.client.welcome().session() + "/" + ticket, 50));
            }
        }
    }

    private void heal() {
        for (int a = 0; a < REGIONS.length; a++) {
            for (int b = a + 1; b < REGIONS.length; b++) {
                world.links.set(REGIONS[a], REGIONS[b], false, 30, 0);
            }
        }
        pass(1_000);
        pass(1_000);
    }

    private void everybodyIsAnswered(String when) {
        for (Talker talker : talkers) {
            assertThat(talker.unanswered())
                    .as("what %s asked for by %s", talker.client.welcome().session(), when)
                    .isEmpty();
        }
    }

    private void agree(String when) {
        for (ChannelId channel : new ChannelId[] {FIRE, EMS}) {
            List<Talker> on = talkers.stream()
                    .filter(talker -> talker.channel.equals(channel))
                    .toList();
            List<Talker> talking =
                    on.stream().filter(talker -> talker.talks() != 0).toList();
            assertThat(talking.size()).as("talkers on %s at %s", channel, when).isLessThanOrEqualTo(1);
            Long expected =
                    talking.isEmpty() ? null : Long.valueOf(talking.getFirst().talks());
            for (Talker listener : on) {
                if (!talking.contains(listener)) {
                    assertThat(Continents.taken(listener.client))
                            .as(
                                    "what %s is told of %s at %s",
                                    listener.client.welcome().session(), channel, when)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private void everythingCanBeHadAgain(long seed) {
        for (Talker talker : talkers) {
            talker.client.forget();
            talker.press();
            pass(500);
            assertThat(talker.client.heard(ServerMessage.FloorGranted.class))
                    .as(
                            "%s gets the idle floor, seed %s: %s",
                            talker.client.welcome().session(), seed, talker.client.told())
                    .hasSize(1);
            talker.releaseAll();
            pass(500);
        }
    }
}
