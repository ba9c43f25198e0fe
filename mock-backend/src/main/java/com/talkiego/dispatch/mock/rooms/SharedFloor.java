package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.DenyCause;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.model.RevokeCause;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.mock.rooms.RegionMessage.Speech;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One channel's floor as several regions share it. One region is the channel's home and decides; members elsewhere ask it through their
 * own region. In the home, requests from elsewhere are legs of guests beside those of its own clients; elsewhere, the floor shows what
 * the home says. When the home changes, because regions lost or found each other, everything is asked anew.
 */
final class SharedFloor {
    private final Room room;
    private final RoomsContext context;
    private final Floor floor;
    /** At the home: legs of members elsewhere, by ticket. */
    private final Map<String, Leg> guests = new LinkedHashMap<>();
    /** Elsewhere: own legs that wait for the home's answer, by ticket. */
    private final Map<String, Leg> asked = new LinkedHashMap<>();

    private String home;
    private boolean told;
    private @Nullable Speech target;
    /** The over that went on while the home could not be reached and that it has not answered yet. */
    private @Nullable String claiming;

    SharedFloor(Room room, RoomsContext context, Floor floor) {
        this.room = room;
        this.context = context;
        this.floor = floor;
        this.home = context.abroad().home(room);
    }

    /** Whether this region decides. */
    boolean decides() {
        return home.equals(context.abroad().self());
    }

    private String ticket(Leg leg) {
        return leg.ticket.guestOf == null ? leg.ticket.key + "#" + room.id() : leg.ticket.key;
    }

    private void say(String region, RegionMessage message) {
        context.abroad().send(region, message);
    }

    // Elsewhere than at the home.

    /** Asks the home for one of its own clients. */
    void ask(Leg leg) {
        leg.state = Leg.State.WAITING;
        asked.put(ticket(leg), leg);
        send(leg, null);
    }

    private void send(Leg leg, @Nullable Speech going) {
        say(
                home,
                new RegionMessage.Ask(
                        room.tenant,
                        room.id(),
                        ticket(leg),
                        leg.owner().member(),
                        leg.priority,
                        leg.queue,
                        leg.emergency,
                        going));
    }

    /** Its own client no longer waits. */
    void withdrawn(Leg leg) {
        if (asked.remove(ticket(leg)) != null) {
            done(ticket(leg));
        }
    }

    private void done(String ticket) {
        say(home, new RegionMessage.Done(room.tenant, room.id(), ticket));
    }

    /** Tells a waiting client its place again; false if it does not wait here. */
    boolean tellPosition(Leg leg) {
        boolean waits = asked.containsKey(ticket(leg));
        if (waits) {
            leg.queuedAt(Math.max(1, leg.toldPosition), Math.max(1, leg.toldWaiting));
        }
        return waits;
    }

    List<Leg> asked() {
        return List.copyOf(asked.values());
    }

    /** The home says who has the floor. */
    void state(String from, @Nullable Speech now) {
        if (decides() || !from.equals(home)) {
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
    private void settle() {
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
            done(ticket(shown));
        }
    }

    private void present(Speech now) {
        if (!now.region().equals(context.abroad().self())) {
            Leg visitor = guest(now.region(), now.ticket(), now.talker(), 0, false, now.emergency());
            floor.begin(visitor, speech(now, now.ticket()));
            return;
        }
        Leg leg = asked.remove(now.ticket());
        if (leg == null || leg.state != Leg.State.WAITING) {
            target = null;
            done(now.ticket());
        } else {
            floor.begin(leg, speech(now, leg.ticket.key));
        }
    }

    private Over speech(Speech now, String key) {
        return new Over(now.number(), room.channel, now.talker(), now.emergency(), now.since(), key);
    }

    /** Its own over has gone out to its end: the home may give the floor to the next. True if it is to be shown until the home says so. */
    boolean drained(Leg leg, Over over) {
        if (decides()) {
            return false;
        }
        if (leg.ticket.guestOf == null) {
            if (ticket(leg).equals(claiming)) {
                claiming = null;
            }
            done(ticket(leg));
        }
        Speech now = target;
        leg.drained = true;
        return told && now != null && now.number() == over.number;
    }

    /** The over that was shown is over here. */
    void finished() {
        if (!decides()) {
            settle();
        }
    }

    /** The home answered something else than a grant. */
    void answered(String from, RegionMessage answer) {
        if (decides() || !from.equals(home)) {
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
                if (leg != null && ticket(leg).equals(revoked.ticket())) {
                    floor.revoke(leg, RevokeCause.of(revoked.cause()), revoked.text());
                }
                settle();
            }
            default -> throw new IllegalArgumentException("Not an answer: " + answer);
        }
    }

    // At the home.

    /** A member elsewhere asks. */
    void asks(String region, RegionMessage.Ask ask) {
        if (!decides()) {
            return;
        }
        if (guests.containsKey(ask.ticket())) {
            // Asked once more; a grant that was lost is in the state of the floor.
            tell(region);
            return;
        }
        boolean emergency =
                ask.emergency() || (ask.going() != null && ask.going().emergency());
        Leg leg = guest(region, ask.ticket(), ask.member(), ask.priority(), ask.queue(), emergency);
        guests.put(ask.ticket(), leg);
        Speech going = ask.going();
        if (going == null) {
            floor.decide(leg);
        } else {
            leg.going = speech(going, ask.ticket());
            claimed(leg, going);
        }
    }

    /** Two overs meet that began while the regions could not reach each other: an emergency wins, else the home's own. */
    private void claimed(Leg leg, Speech going) {
        Leg talking = floor.holder();
        Over over = floor.over();
        if (talking == null || over == null || talking.state != Leg.State.GRANTED) {
            floor.first(leg);
        } else if (going.emergency() && !over.emergency) {
            floor.first(leg);
            floor.revoke(
                    talking,
                    RevokeCause.PRE_EMPTED,
                    "Cut off: " + going.talker().alias() + " has an emergency in "
                            + context.abroad().name(going.region()));
        } else {
            guests.remove(ticket(leg));
            String text =
                    "Cut off: " + over.talker.alias() + " is talking in another region, which can be reached again";
            say(
                    going.region(),
                    new RegionMessage.Revoked(
                            room.tenant, room.id(), ticket(leg), RevokeCause.PRE_EMPTED.code(), text));
            tell(going.region());
        }
    }

    private Leg guest(String region, String ticket, Member member, int priority, boolean queue, boolean emergency) {
        Participant owner = guests.values().stream()
                .map(Leg::owner)
                .filter(known -> known.id().equals(region + "!" + member.id()))
                .findFirst()
                .orElseGet(() -> new Participant(
                        region + "!" + member.id(), room.tenant, member, 0, 0, Participant.Wire.NOWHERE, context));
        Ticket guest = Ticket.ofGuest(owner, ticket, region, new Answers(region, ticket), context);
        Leg leg =
                new Leg(guest, room, priority, queue, emergency, context.overs().next());
        guest.legs.put(room.id(), leg);
        return leg;
    }

    /** A member elsewhere has ended its over, or no longer waits. */
    void done(String region, String ticket) {
        Leg leg = guests.remove(ticket);
        if (leg != null && region.equals(leg.ticket.guestOf)) {
            floor.release(leg);
        }
    }

    /** Tells every region who has the floor, and has an over that begins here go there. */
    void changed() {
        if (decides()) {
            context.abroad().reached().forEach(this::tell);
        }
    }

    /** Tells one region who has the floor. */
    void tell(String region) {
        if (decides()) {
            say(region, new RegionMessage.FloorState(room.tenant, room.id(), speech()));
        }
    }

    private @Nullable Speech speech() {
        Leg leg = floor.holder();
        Over over = floor.over();
        if (leg == null || over == null) {
            return null;
        }
        String from = leg.ticket.guestOf;
        return new Speech(
                over.number,
                over.talker,
                over.emergency,
                over.since,
                ticket(leg),
                from == null ? context.abroad().self() : from);
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
                context.media().relay(over.ticketKey, over.legKey(), region, ticket(leg));
            }
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
            told = false;
            target = null;
            claiming = null;
            if (decides()) {
                takeOver();
            } else {
                handOver();
            }
        } else if (decides()) {
            List.copyOf(guests.values()).stream()
                    .filter(leg -> !context.abroad().reaches(String.valueOf(leg.ticket.guestOf)))
                    .forEach(this::drop);
        }
    }

    private void drop(Leg guest) {
        guests.remove(guest.ticket.key);
        floor.release(guest);
    }

    /**
     * This region decides from now on: an over of a region that can be reached goes on, one of another ends, who waits is asked anew.
     */
    private void takeOver() {
        Leg shown = floor.holder();
        Over over = floor.over();
        if (shown != null && over != null) {
            String from = shown.ticket.guestOf;
            if (shown.drained) {
                floor.finish(shown, over);
            } else if (from == null) {
                floor.limit(shown);
            } else if (shown.state == Leg.State.GRANTED && context.abroad().reaches(from)) {
                guests.put(ticket(shown), shown);
                floor.limit(shown);
            } else {
                floor.release(shown);
            }
        }
        List<Leg> open = asked();
        asked.clear();
        open.forEach(leg -> {
            leg.state = Leg.State.ASKED;
            floor.decide(leg);
        });
        changed();
    }

    /** Another region decides from now on: it is asked for everything that is wanted here. */
    private void handOver() {
        List.copyOf(guests.values()).forEach(this::drop);
        List<Leg> open = asked();
        floor.takeWaiting().forEach(leg -> asked.put(ticket(leg), leg));
        open.forEach(leg -> asked.put(ticket(leg), leg));
        Leg shown = floor.holder();
        if (shown != null && shown.ticket.guestOf == null && shown.state == Leg.State.GRANTED) {
            Leg.cancel(shown.limit);
            claiming = ticket(shown);
        }
        wantAll();
    }

    /** Asks the home for everything that it has not answered yet: who waits, and the over that goes on. */
    private void wantAll() {
        asked().forEach(leg -> send(leg, null));
        Leg shown = floor.holder();
        Over over = floor.over();
        if (shown != null && over != null && ticket(shown).equals(claiming)) {
            send(
                    shown,
                    new Speech(
                            over.number,
                            over.talker,
                            over.emergency,
                            over.since,
                            ticket(shown),
                            context.abroad().self()));
        }
    }

    /** Takes the answers to a guest's request to its region. */
    private final class Answers implements Participant.Wire {
        private final String region;
        private final String ticket;

        Answers(String region, String ticket) {
            this.region = region;
            this.ticket = ticket;
        }

        @Override
        public void event(LongFunction<ServerMessage> message) {
            if (!decides() || !guests.containsKey(ticket)) {
                return;
            }
            switch (message.apply(0)) {
                case ServerMessage.FloorDenied denied -> {
                    guests.remove(ticket);
                    SharedFloor.this.say(
                            region,
                            new RegionMessage.Denied(
                                    room.tenant, room.id(), ticket, denied.cause(), denied.text(), denied.talker()));
                }
                case ServerMessage.FloorQueuePosition queued ->
                    SharedFloor.this.say(
                            region,
                            new RegionMessage.Queued(
                                    room.tenant, room.id(), ticket, queued.position(), queued.waiting()));
                case ServerMessage.FloorRevoked revoked ->
                    SharedFloor.this.say(
                            region,
                            new RegionMessage.Revoked(room.tenant, room.id(), ticket, revoked.cause(), revoked.text()));
                default -> {
                    // A grant is told by the state of the floor.
                }
            }
        }

        @Override
        public void say(ServerMessage message) {
            // Nothing outside the journal concerns another region.
        }
    }
}
