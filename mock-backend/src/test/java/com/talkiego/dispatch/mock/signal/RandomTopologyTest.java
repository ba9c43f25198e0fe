package com.talkiego.dispatch.mock.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ClientMessage.LinkState;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.Phase;
import com.talkiego.dispatch.core.wire.ServerMessage.Road;
import com.talkiego.dispatch.mock.rooms.RoomsSnapshot;
import com.talkiego.dispatch.mock.rooms.TopologyChoice.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of a channel's sound under members that come, go, vanish, talk, and whose links come up, fail or stay silent in any order. */
class RandomTopologyTest {
    private static final ChannelId HARBOR = new ChannelId("harbor");
    private static final int STEPS = 400;

    private final Desk desk = new Desk();
    private final List<Radio> radios = new ArrayList<>();
    private int tickets;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
    void everybody_can_hear_the_talker_at_any_time_and_each_try_ends(long seed) {
        desk.small(HARBOR, 32);
        Random random = new Random(seed);
        for (int number = 0; number < 5; number++) {
            radios.add(new Radio("unit-" + number));
        }
        for (int step = 0; step < STEPS; step++) {
            act(radios.get(random.nextInt(radios.size())), random);
            assertEverybodyHears();
        }

        desk.layer.faults().topology(HARBOR, Mode.AUTO);
        radios.forEach(Radio::behave);
        radios.subList(0, 3).forEach(Radio::join);
        radios.subList(3, 5).forEach(Radio::leave);
        for (int tenth = 0; tenth < 50; tenth++) {
            act();
            desk.pass(10_000, radios.stream().map(radio -> radio.peer.client).toArray(Client[]::new));
            assertEverybodyHears();
        }
        assertThat(harbor().topology().road())
                .as("the end, after " + harbor().topology())
                .isEqualTo(Road.P2P);
        assertThat(harbor().topology().links()).hasSize(6);
        radios.forEach(RandomTopologyTest::assertOrderedChanges);

        radios.forEach(Radio::leave);
        time(0);
        assertThat(desk.layer.snapshot().rooms().rooms()).isEmpty();
        // What is left is the sweep of the sessions.
        time(10_000);
        assertThat(desk.actor.timers()).isEqualTo(1);
    }

    private void act(Radio radio, Random random) {
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> radio.join();
            case 3 -> radio.leave();
            case 4, 5 -> radio.press("t" + ++tickets);
            case 6 -> radio.release();
            case 7 -> radio.reports(random);
            case 8 -> radio.peer.opensLinks = random.nextInt(4) > 0;
            case 9 -> radio.peer.saysReady = random.nextBoolean();
            case 10 -> radio.lose();
            case 11 -> desk.layer.faults().failLinks(HARBOR);
            case 12 ->
                desk.layer.faults().topology(HARBOR, random.nextInt(4) == 0 ? any(random, Mode.values()) : Mode.AUTO);
            default -> time(random.nextInt(2_500));
        }
    }

    private static <T> T any(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    private void time(long millis) {
        for (long left = millis; left >= 0; left -= 250) {
            act();
            radios.forEach(radio -> radio.passes(Math.min(250, millis)));
            desk.pass(
                    Math.min(left, 250),
                    radios.stream()
                            .filter(radio -> !radio.lost)
                            .map(radio -> radio.peer.client)
                            .toArray(Client[]::new));
            radios.forEach(Radio::soundFlows);
        }
    }

    /** Lets everybody do what it was told. */
    private void act() {
        boolean busy = true;
        while (busy) {
            busy = false;
            for (Radio radio : radios) {
                busy |= !radio.lost && radio.peer.acts();
            }
        }
    }

    private RoomsSnapshot.Room harbor() {
        return desk.layer.snapshot().rooms().rooms().getFirst();
    }

    private void assertEverybodyHears() {
        for (RoomsSnapshot.Room room : desk.layer.snapshot().rooms().rooms()) {
            RoomsSnapshot.Topology topology = room.topology();
            Set<String> members =
                    room.members().stream().map(member -> member.alias()).collect(Collectors.toSet());
            Set<String> pairs = new HashSet<>();
            for (RoomsSnapshot.Link link : topology.links()) {
                assertThat(members).as("ends of %s", link).contains(link.from(), link.to());
                assertThat(pairs.add(link.from() + ">" + link.to()))
                        .as("one link a pair")
                        .isTrue();
            }
            RoomsSnapshot.Talk talk = room.talk();
            if (talk == null || talk.ending()) {
                continue;
            }
            String talker = talk.talker().alias();
            members.remove(talker);
            if (topology.road() == Road.P2P && topology.phase() == Phase.SETTLED) {
                assertThat(talk.listeners()).isZero();
                assertThat(topology.links().stream()
                                .filter(link ->
                                        link.state().equals("up") && link.from().equals(talker))
                                .map(RoomsSnapshot.Link::to))
                        .containsExactlyInAnyOrderElementsOf(members);
            } else {
                assertThat(talk.listeners())
                        .as("legs through the server, %s", topology)
                        .isGreaterThanOrEqualTo(members.size());
            }
        }
    }

    /** Revisions grow, and each is prepared, active and settled once at most, in this order. */
    private static void assertOrderedChanges(Radio radio) {
        Map<Long, Phase> last = new HashMap<>();
        long newest = 0;
        radio.heard.addAll(radio.peer.client.told());
        for (ServerMessage told : radio.heard) {
            if (told instanceof ServerMessage.Topology topology) {
                assertThat(topology.revision()).isGreaterThanOrEqualTo(newest);
                newest = topology.revision();
                Phase before = last.put(topology.revision(), topology.state());
                assertThat(before == null || before.compareTo(topology.state()) < 0)
                        .as("%s after %s", topology, before)
                        .isTrue();
                assertThat(topology.links())
                        .allMatch(link ->
                                link.from().equals(radio.account) || link.to().equals(radio.account));
            }
        }
    }

    private final class Radio {
        final String account;
        final List<ServerMessage> heard = new ArrayList<>();
        Peer peer;
        boolean lost;
        long lostMillis;
        String ticket = "";

        Radio(String account) {
            this.account = account;
            this.peer = new Peer(desk.linkedUnit(account, 32));
        }

        void join() {
            if (!lost) {
                peer.client.join(HARBOR);
            }
        }

        void leave() {
            if (!lost) {
                peer.client.say(new ClientMessage.Leave(1, List.of(HARBOR)));
            }
        }

        void press(String name) {
            if (!lost) {
                release();
                ticket = name;
                peer.client.press(name, HARBOR);
            }
        }

        void release() {
            if (!lost) {
                peer.client.release(ticket);
            }
        }

        void reports(Random random) {
            List<String> known = peer.named.stream()
                    .map(ServerMessage.PeerLink::id)
                    .distinct()
                    .toList();
            if (!lost && !known.isEmpty()) {
                LinkState state = any(random, LinkState.values());
                peer.report(
                        known.get(random.nextInt(known.size())), state, random.nextInt(800), random.nextDouble() / 8);
            }
        }

        void lose() {
            if (!lost) {
                lost = true;
                lostMillis = 0;
                heard.addAll(peer.client.told());
                peer.client.lose();
            }
        }

        /** It comes back while its session is kept. */
        void passes(long millis) {
            lostMillis += millis;
            if (lost && lostMillis > 5_000) {
                back();
            }
        }

        private void back() {
            long last = heard.stream().mapToLong(Client::seqOf).max().orElse(0);
            Peer next = new Peer(peer.client.resume("UNIT:" + account, last));
            next.opensLinks = peer.opensLinks;
            next.saysReady = peer.saysReady;
            next.named.addAll(peer.named);
            next.up.putAll(peer.up);
            peer = next;
            lost = false;
        }

        void behave() {
            if (lost) {
                back();
            }
            peer.opensLinks = true;
            peer.saysReady = true;
            release();
        }

        void soundFlows() {
            desk.media.listener().uplinkProgress(sessionName() + "/" + ticket, 50);
        }

        private String sessionName() {
            return peer.client.welcome().session();
        }
    }
}
