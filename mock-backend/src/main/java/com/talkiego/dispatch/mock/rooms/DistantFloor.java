package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.DenyCause;
import com.talkiego.dispatch.core.model.RevokeCause;
import com.talkiego.dispatch.mock.rooms.RegionMessage.Speech;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A channel's floor on which another region decides: that one, its home, is asked for this region's own clients, and what it says of the
 * floor is shown here. On the thread {@code rooms}.
 */
final class DistantFloor {
    private final Room room;
    private final RoomsContext context;
    private final Floor floor;
    /** What this region would be as the home, which knows how to answer members elsewhere. */
    private final HomeFloor here;
    /** Own legs that wait for the home's answer, by ticket. */
    private final Map<String, Leg> asked = new LinkedHashMap<>();

    private String home;
    /** Whether this home has said anything yet. */
    private boolean told;

    private @Nullable Speech target;
    /** The over that went on while the home could not be reached and that it has not answered yet. */
    private @Nullable String claiming;

    DistantFloor(Room room, RoomsContext context, Floor floor, HomeFloor here, String home) {
        this.room = room;
        this.context = context;
        this.floor = floor;
        this.here = here;
        this.home = home;
    }

    /** Asks the home for one of its own clients. */
    void ask(Leg leg) {
        leg.state = Leg.State.WAITING;
        asked.put(leg.nameAbroad(), leg);
        send(leg, null);
    }

    private void send(Leg leg, @Nullable Speech going) {
        context.abroad()
                .send(
                        home,
                        new RegionMessage.Ask(
                                room.tenant,
                                room.id(),
                                leg.nameAbroad(),
                                leg.owner().member(),
                                leg.priority,
                                leg.queue,
                                leg.emergency,
                                going));
    }

    /** Its own client no longer waits. */
    void withdrawn(Leg leg) {
        if (asked.remove(leg.nameAbroad()) != null) {
            done(leg.nameAbroad());
        }
    }

    private void done(String ticket) {
        context.abroad().send(home, new RegionMessage.Done(room.tenant, room.id(), ticket));
    }

    /** Tells a waiting client its place again; false if it does not wait here. */
    boolean tellPosition(Leg leg) {
        boolean waits = asked.containsKey(leg.nameAbroad());
        if (waits) {
            leg.queuedAt(Math.max(1, leg.toldPosition), Math.max(1, leg.toldWaiting));
        }
        return waits;
    }

    /** The home says who has the floor. */
    void state(String from, @Nullable Speech now) {
        if (!from.equals(home)) {
            return;
        }
        boolean first = !told;
        told = true;
        target = now;
        if (claiming != null && now != null && now.ticket().equals(claiming)) {
            claiming = null;
        }
        settle();
        if (first) {
            // What was wanted before may have come to a region that did not know yet that it is the home.
            wantAll();
        }
    }

    /** Brings what this region shows to what the home says. */
    void settle() {
        if (!told || claiming != null) {
            return;
        }
        Leg shown = floor.holder();
        Over over = floor.over();
        Speech now = target;
        if (shown == null || over == null) {
            if (now != null) {
                present(now);
            }
        } else if (now == null || now.number() != over.number) {
            if (shown.state == Leg.State.GRANTED && shown.ticket.guestOf == null) {
                floor.revoke(shown, RevokeCause.PRE_EMPTED, "Cut off: somebody else has the floor in another region");
            } else if (shown.drained) {
                floor.finish(shown, over);
            } else if (shown.state == Leg.State.GRANTED) {
                floor.release(shown);
            }
            // One that was revoked is ending already; its talker, not this, acknowledges that.
        } else if (shown.drained && shown.ticket.guestOf == null) {
            // Said before, to a home that is lost.
            done(shown.nameAbroad());
        }
    }

    private void present(Speech now) {
        if (!now.region().equals(context.abroad().self())) {
            floor.begin(here.visitor(now), now.over(room.channel, now.ticket()));
            return;
        }
        Leg leg = asked.remove(now.ticket());
        if (leg == null || leg.state != Leg.State.WAITING) {
            target = null;
            done(now.ticket());
        } else {
            floor.begin(leg, now.over(room.channel, leg.ticket.key));
        }
    }

    /** An over has gone out to its end: the home may give the floor to the next. True if it is to be shown until the home says so. */
    boolean drained(Leg leg, Over over) {
        if (leg.ticket.guestOf == null) {
            if (leg.nameAbroad().equals(claiming)) {
                claiming = null;
            }
            done(leg.nameAbroad());
        }
        Speech now = target;
        leg.drained = true;
        return told && now != null && now.number() == over.number;
    }

    /** The home answered something else than a grant. */
    void answered(String from, RegionMessage answer) {
        if (!from.equals(home)) {
            return;
        }
        switch (answer) {
            case RegionMessage.Denied denied -> {
                Leg leg = asked.remove(denied.ticket());
                if (leg != null && leg.state == Leg.State.WAITING) {
                    leg.denied(DenyCause.of(denied.cause()), denied.text(), denied.talker(), context);
                }
            }
            case RegionMessage.Queued queued -> {
                Leg leg = asked.get(queued.ticket());
                if (leg != null) {
                    leg.toldPosition = queued.position();
                    leg.toldWaiting = queued.waiting();
                    leg.queuedAt(queued.position(), queued.waiting());
                }
            }
            case RegionMessage.Revoked revoked -> {
                if (revoked.ticket().equals(claiming)) {
                    claiming = null;
                }
                Leg leg = floor.holder();
                if (leg != null && leg.nameAbroad().equals(revoked.ticket())) {
                    floor.revoke(leg, RevokeCause.of(revoked.cause()), revoked.text());
                }
                settle();
            }
            default -> throw new IllegalArgumentException("Not an answer: " + answer);
        }
    }

    /** Another region decides from now on: it is asked for everything that is wanted here. */
    void follow(String newHome, List<Leg> waiting) {
        home = newHome;
        waiting.forEach(leg -> asked.put(leg.nameAbroad(), leg));
        Leg shown = floor.holder();
        if (shown != null && shown.ticket.guestOf == null && shown.state == Leg.State.GRANTED) {
            Leg.cancel(shown.limit);
            claiming = shown.nameAbroad();
        }
        wantAll();
    }

    /** Asks the home for everything that it has not answered yet: who waits, and the over that goes on. */
    private void wantAll() {
        List.copyOf(asked.values()).forEach(leg -> send(leg, null));
        Leg shown = floor.holder();
        Over over = floor.over();
        if (shown != null && over != null && shown.nameAbroad().equals(claiming)) {
            send(shown, over.speech(shown, context.abroad().self()));
        }
    }

    /** What the home said counts no more; who waits for its answer waits for another's. */
    List<Leg> leave() {
        told = false;
        target = null;
        claiming = null;
        List<Leg> waiting = List.copyOf(asked.values());
        asked.clear();
        return waiting;
    }
}
