package com.talkiego.dispatch.mock.signal;

import static com.talkiego.dispatch.mock.signal.Desk.EMS;
import static com.talkiego.dispatch.mock.signal.Desk.FIRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.RevokeCause;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.FloorIdle;
import com.talkiego.dispatch.core.wire.ServerMessage.FloorTaken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The floor under clients that press, release, leave, vanish and raise emergencies in any order. */
class RandomFloorTest {
    private static final int STEPS = 600;
    private static final ChannelId[][] TARGETS = {{FIRE}, {EMS}, {FIRE, EMS}};

    private final Desk desk = new Desk();
    private final Map<String, Player> players = new HashMap<>();
    private int tickets;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
    void never_two_talkers_every_request_answered_and_everything_ends(long seed) {
        Random random = new Random(seed);
        Client witness = desk.position("Witness", FIRE, EMS);
        for (int number = 0; number < 6; number++) {
            String account = "unit-" + number;
            players.put(account, new Player(account, desk.unit(account, FIRE, EMS)));
        }
        List<String> names = players.keySet().stream().sorted().toList();
        for (int step = 0; step < STEPS; step++) {
            act(Objects.requireNonNull(players.get(names.get(random.nextInt(names.size())))), random);
            witness.beat();
            assertOneTalkerAtMost(witness);
        }

        desk.media.holdEnds = false;
        desk.media.ends.forEach(end -> end.complete(null));
        for (Player player : players.values()) {
            player.back();
        }
        quieten(witness);
        assertEveryRequestWasAnswered();
        assertThat(desk.media.open).isEmpty();
        assertThat(desk.layer.snapshot().rooms().rooms()).allSatisfy(room -> {
            assertThat(room.talk()).isNull();
            assertThat(room.waiting()).isEmpty();
        });
        // What is left is the sweep of the sessions.
        assertThat(desk.actor.timers()).isEqualTo(1);
    }

    private void act(Player player, Random random) {
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> player.press("t" + ++tickets, random);
            case 4, 5, 6 -> player.releaseOne(random);
            case 7 -> time(random.nextInt(3_000));
            case 8 ->
                player.asked.forEach(ticket ->
                        desk.media.listener().uplinkProgress(player.session() + "/" + ticket, random.nextInt(50)));
            case 9 -> player.lose();
            case 10 -> player.back();
            case 11 -> player.client.say(new ClientMessage.EmergencyRaise(1, random.nextBoolean() ? FIRE : EMS));
            case 12 -> desk.layer.faults().revoke(random.nextBoolean() ? FIRE : EMS, RevokeCause.OTHER);
            default -> {
                desk.media.holdEnds = random.nextBoolean();
                desk.media.ends.forEach(end -> end.complete(null));
                desk.media.ends.clear();
            }
        }
    }

    private void time(long millis) {
        players.values().forEach(player -> player.passes(millis));
        desk.pass(millis, players.values().stream().map(player -> player.client).toArray(Client[]::new));
    }

    private void quieten(Client witness) {
        for (int second = 0; second < 80; second++) {
            time(1_000);
            witness.beat();
        }
    }

    /** Taken and idle alternate on each channel, as everyone who listens sees them. */
    private static void assertOneTalkerAtMost(Client witness) {
        Map<ChannelId, Long> talking = new HashMap<>();
        for (ServerMessage told : witness.told()) {
            if (told instanceof FloorTaken taken) {
                assertThat(talking.put(taken.channel(), taken.over()))
                        .as("talker of %s before over %s", taken.channel(), taken.over())
                        .isNull();
            } else if (told instanceof FloorIdle idle) {
                assertThat(talking.remove(idle.channel())).isEqualTo(idle.over());
            }
        }
    }

    private void assertEveryRequestWasAnswered() {
        for (Player player : players.values()) {
            assertThat(player.answered()).as("answers to %s", player.account).containsAll(player.stillWanted());
        }
    }

    private static final class Player {
        final String account;
        final Set<String> asked = new HashSet<>();
        final Set<String> letGo = new HashSet<>();
        final List<Client> sockets = new ArrayList<>();
        final String session;
        Client client;
        boolean lost;
        long lostMillis;

        Player(String account, Client client) {
            this.account = account;
            this.client = client;
            this.session = client.welcome().session();
            sockets.add(client);
        }

        String session() {
            return session;
        }

        void press(String ticket, Random random) {
            if (!lost) {
                asked.add(ticket);
                client.request(
                        ticket,
                        Integer.toString(random.nextInt(4)),
                        random.nextInt(8),
                        random.nextBoolean(),
                        TARGETS[random.nextInt(TARGETS.length)]);
            }
        }

        void releaseOne(Random random) {
            if (!lost && !asked.isEmpty()) {
                List<String> all = asked.stream().sorted().toList();
                String ticket = all.get(random.nextInt(all.size()));
                letGo.add(ticket);
                client.release(ticket);
            }
        }

        /** Its session would not be kept for ever. */
        void passes(long millis) {
            lostMillis += millis;
            if (lostMillis > 25_000) {
                back();
            }
        }

        void lose() {
            if (!lost) {
                lost = true;
                lostMillis = 0;
                client.lose();
            }
        }

        /** Comes back while the session is kept, having heard all that was sent to the sockets before. */
        void back() {
            if (lost) {
                lost = false;
                client = client.resume("UNIT:" + account, lastSeq());
                sockets.add(client);
                assertThat(client.welcome().resumed()).isTrue();
            }
        }

        private long lastSeq() {
            return sockets.stream()
                    .flatMap(socket -> socket.told().stream())
                    .mapToLong(Client::seqOf)
                    .max()
                    .orElse(0);
        }

        Set<String> stillWanted() {
            Set<String> wanted = new HashSet<>(asked);
            wanted.removeAll(letGo);
            return wanted;
        }

        /** Tickets that were granted, denied or given a place. */
        Set<String> answered() {
            Set<String> names = new HashSet<>();
            sockets.forEach(socket -> socket.told().forEach(told -> {
                switch (told) {
                    case ServerMessage.FloorGranted granted -> names.add(granted.ticket());
                    case ServerMessage.FloorDenied denied -> names.add(denied.ticket());
                    case ServerMessage.FloorQueuePosition place -> names.add(place.ticket());
                    default -> {}
                }
            }));
            return names;
        }
    }
}
