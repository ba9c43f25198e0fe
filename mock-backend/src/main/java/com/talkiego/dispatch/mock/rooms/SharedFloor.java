package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.mock.rooms.RegionMessage.Speech;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One channel's floor as several regions share it. One region is the channel's home and decides ({@link HomeFloor}); members elsewhere
 * ask it through their own region ({@link DistantFloor}). When the home changes, because regions lost or found each other, everything is
 * asked anew. On the thread {@code rooms}.
 */
final class SharedFloor {
    private final Room room;
    private final RoomsContext context;
    private final Floor floor;
    private final HomeFloor here;
    private final DistantFloor there;
    private String home;

    SharedFloor(Room room, RoomsContext context, Floor floor) {
        this.room = room;
        this.context = context;
        this.floor = floor;
        this.home = context.abroad().home(room);
        this.here = new HomeFloor(room, context, floor);
        this.there = new DistantFloor(room, context, floor, here, home);
    }

    /** Whether this region decides. */
    boolean decides() {
        return home.equals(context.abroad().self());
    }

    // For its own clients.

    /** Asks the home, which is elsewhere. */
    void ask(Leg leg) {
        there.ask(leg);
    }

    /** Its own client no longer waits. */
    void withdrawn(Leg leg) {
        there.withdrawn(leg);
    }

    /** Tells a client that waits for the home its place again; false if it does not. */
    boolean tellPosition(Leg leg) {
        return there.tellPosition(leg);
    }

    /** An over has gone out to its end; true if it is to be shown until the home says that it is over. */
    boolean drained(Leg leg, Over over) {
        return !decides() && there.drained(leg, over);
    }

    /** The over that was shown is over here. */
    void finished() {
        if (!decides()) {
            there.settle();
        }
    }

    /** Who has the floor is decided here, and has changed. */
    void changed() {
        if (decides()) {
            here.tellAll();
        }
    }

    /** Sends an over of one of this region's clients to every region where somebody hears it, once each. */
    void relay() {
        Leg leg = floor.holder();
        Over over = floor.over();
        if (leg == null || over == null || leg.ticket.guestOf != null || leg.state != Leg.State.GRANTED) {
            return;
        }
        for (String region : context.abroad().reached()) {
            if (!context.abroad().on(region, room).isEmpty() && over.relayedTo.add(region)) {
                context.media().relay(over.ticketKey, over.legKey(), region, leg.nameAbroad());
            }
        }
    }

    // What other regions say.

    /** A member elsewhere asks. A region that thinks too early that this is the home asks again once it is told so. */
    void asks(String region, RegionMessage.Ask ask) {
        if (decides()) {
            here.asks(region, ask);
        }
    }

    /** A member elsewhere has ended its over, or no longer waits. */
    void done(String region, String ticket) {
        here.done(region, ticket);
    }

    /** A region says who has the floor. */
    void state(String from, @Nullable Speech now) {
        if (!decides()) {
            there.state(from, now);
        }
    }

    /** A region answers something else than a grant. */
    void answered(String from, RegionMessage answer) {
        if (!decides()) {
            there.answered(from, answer);
        }
    }

    /** Tells one region who has the floor, if that is decided here. */
    void tell(String region) {
        if (decides()) {
            here.tell(region);
        }
    }

    // When regions lose or find each other.

    /** Which regions can be reached has changed. */
    void reachChanged() {
        Over over = floor.over();
        if (over != null) {
            over.relayedTo.retainAll(context.abroad().reached());
        }
        String before = home;
        home = context.abroad().home(room);
        if (!home.equals(before)) {
            List<Leg> waiting = there.leave();
            if (decides()) {
                takeOver(waiting);
            } else {
                handOver(waiting);
            }
        } else if (decides()) {
            here.leaveUnreached();
        }
    }

    /**
     * This region decides from now on: an over of a region that can be reached goes on, one of another ends, who waits is asked anew.
     */
    private void takeOver(List<Leg> waiting) {
        Leg shown = floor.holder();
        Over over = floor.over();
        if (shown != null && over != null) {
            String from = shown.ticket.guestOf;
            if (shown.drained) {
                floor.finish(shown, over);
            } else if (from == null) {
                floor.limit(shown);
            } else if (shown.state == Leg.State.GRANTED && context.abroad().reaches(from)) {
                here.adopt(shown);
            } else {
                floor.release(shown);
            }
        }
        waiting.forEach(leg -> {
            leg.state = Leg.State.ASKED;
            floor.decide(leg);
        });
        changed();
    }

    /** Another region decides from now on. */
    private void handOver(List<Leg> waiting) {
        here.leaveAll();
        List<Leg> all = new ArrayList<>(waiting);
        all.addAll(floor.takeWaiting());
        there.follow(home, all);
    }
}
