package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.wire.ClientMessage.LinkPath;
import com.talkiego.dispatch.core.wire.ClientMessage.LinkState;
import com.talkiego.dispatch.core.wire.ClientMessage.PeerState;
import com.talkiego.dispatch.core.wire.ServerMessage;
import org.jspecify.annotations.Nullable;

/** A link from one member of a channel, who talks, to another, who listens; what is known of it comes from its two ends. */
final class PeerLink {
    private static final int WORST_ROUND_TRIP_MILLIS = 400;
    private static final double WORST_LOSS = 0.05;
    /** So many bad reports of one end in a row make a link unfit: one may be chance. */
    private static final int BAD_REPORTS = 2;

    final String id;
    final Room room;
    final Participant from;
    final Participant to;
    private final End talking = new End();
    private final End listening = new End();

    /** The newest descriptions passed on, said again to an end that was cut meanwhile; null before there is one. */
    @Nullable
    String offer;

    @Nullable
    String answer;

    /** How many descriptions were passed on. */
    int relayed;

    /** It failed, and is closed once the channel does not need it any more. */
    boolean failed;

    PeerLink(String id, Room room, Participant from, Participant to) {
        this.id = id;
        this.room = room;
        this.from = from;
        this.to = to;
    }

    boolean joins(Participant one) {
        return from == one || to == one;
    }

    Participant other(Participant one) {
        return one == from ? to : from;
    }

    /** Takes the word of one of its ends. */
    void reported(Participant by, PeerState report) {
        (by == from ? talking : listening).took(report);
    }

    boolean up() {
        return !failed && talking.state == LinkState.UP && listening.state == LinkState.UP;
    }

    /** What is wrong with it by the reports of its ends, a sentence; null if nothing is. */
    @Nullable
    String fault() {
        for (End end : new End[] {talking, listening}) {
            if (end.state == LinkState.FAILED) {
                return "the link from " + from.alias() + " to " + to.alias() + " failed";
            }
            if (end.state == LinkState.DOWN) {
                return "the link from " + from.alias() + " to " + to.alias() + " was let go";
            }
            if (end.bad >= BAD_REPORTS) {
                return "the link from " + from.alias() + " to " + to.alias() + " is bad: " + end.figures();
            }
        }
        return null;
    }

    ServerMessage.PeerLink named() {
        return new ServerMessage.PeerLink(id, from.member().id(), to.member().id());
    }

    RoomsSnapshot.Link snapshot() {
        LinkState known = talking.state;
        return new RoomsSnapshot.Link(
                id,
                from.alias(),
                to.alias(),
                failed ? "failed" : up() ? "up" : known == null ? "opening" : "not up",
                listening.path == null ? talking.path : listening.path,
                Math.max(talking.roundTripMillis, listening.roundTripMillis),
                Math.max(talking.loss, listening.loss));
    }

    private static final class End {
        @Nullable
        LinkState state;

        @Nullable
        LinkPath path;

        int roundTripMillis;
        double loss;
        int bad;

        void took(PeerState report) {
            state = report.state();
            path = report.path();
            roundTripMillis = report.roundTripMillis();
            loss = report.lossFraction();
            boolean worse = roundTripMillis > WORST_ROUND_TRIP_MILLIS || loss > WORST_LOSS;
            bad = worse ? bad + 1 : 0;
        }

        String figures() {
            return roundTripMillis > WORST_ROUND_TRIP_MILLIS
                    ? "a round trip of " + roundTripMillis + " ms"
                    : "a loss of " + Math.round(loss * 100) + " %";
        }
    }
}
