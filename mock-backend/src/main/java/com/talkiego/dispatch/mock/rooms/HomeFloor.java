package com.talkiego.dispatch.mock.rooms;

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
 * A channel's floor as its home has it: what members elsewhere ask for are legs of guests beside those of its own clients, and every
 * region is told who talks. It has guests only while this region is the home. On the thread {@code rooms}.
 */
final class HomeFloor {
    private final Room room;
    private final RoomsContext context;
    private final Floor floor;
    /** Legs of members elsewhere, by ticket. */
    private final Map<String, Leg> guests = new LinkedHashMap<>();

    HomeFloor(Room room, RoomsContext context, Floor floor) {
        this.room = room;
        this.context = context;
        this.floor = floor;
    }

    private void say(String region, RegionMessage message) {
        context.abroad().send(region, message);
    }

    /** A member elsewhere asks, or asks once more. */
    void asks(String region, RegionMessage.Ask ask) {
        if (guests.containsKey(ask.ticket())) {
            // A grant that was lost is in the state of the floor.
            tell(region);
            return;
        }
        Speech going = ask.going();
        boolean emergency = ask.emergency() || (going != null && going.emergency());
        Leg leg = guest(region, ask.ticket(), ask.member(), ask.priority(), ask.queue(), emergency);
        guests.put(ask.ticket(), leg);
        if (going == null) {
            floor.decide(leg);
        } else {
            leg.going = going.over(room.channel, ask.ticket());
            claimed(leg, going);
        }
    }

    private Leg guest(String region, String ticket, Member member, int priority, boolean queue, boolean emergency) {
        Participant visitor = Participant.visitor(region, room.tenant, member, context);
        Participant owner = guests.values().stream()
                .map(Leg::owner)
                .filter(known -> known.id().equals(visitor.id()))
                .findFirst()
                .orElse(visitor);
        return Ticket.ofGuest(owner, ticket, region, new Answers(region, ticket), context)
                .leg(room, priority, queue, emergency);
    }

    /** The leg of a member elsewhere to whom another home gave the floor; a guest only once it is {@link #adopt adopted}. */
    Leg visitor(Speech speech) {
        return guest(speech.region(), speech.ticket(), speech.talker(), 0, false, speech.emergency());
    }

    /** A visitor that has the floor is a guest of this home from now on. */
    void adopt(Leg visitor) {
        guests.put(visitor.nameAbroad(), visitor);
        floor.limit(visitor);
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
            guests.remove(leg.nameAbroad());
            String text =
                    "Cut off: " + over.talker.alias() + " is talking in another region, which can be reached again";
            say(
                    going.region(),
                    new RegionMessage.Revoked(
                            room.tenant, room.id(), leg.nameAbroad(), RevokeCause.PRE_EMPTED.code(), text));
            tell(going.region());
        }
    }

    /** A member elsewhere has ended its over, or no longer waits. */
    void done(String region, String ticket) {
        Leg leg = guests.remove(ticket);
        if (leg != null && region.equals(leg.ticket.guestOf)) {
            floor.release(leg);
        }
    }

    /** Lets go of the guests whose region cannot be reached any more. */
    void leaveUnreached() {
        List.copyOf(guests.values()).stream()
                .filter(leg -> !context.abroad().reaches(String.valueOf(leg.ticket.guestOf)))
                .forEach(this::drop);
    }

    /** Lets go of all guests: they ask elsewhere from now on. */
    void leaveAll() {
        List.copyOf(guests.values()).forEach(this::drop);
    }

    private void drop(Leg guest) {
        guests.remove(guest.ticket.key);
        floor.release(guest);
    }

    /** Tells every region who has the floor. */
    void tellAll() {
        context.abroad().reached().forEach(this::tell);
    }

    /** Tells one region who has the floor. */
    void tell(String region) {
        say(region, new RegionMessage.FloorState(room.tenant, room.id(), speech()));
    }

    private @Nullable Speech speech() {
        Leg leg = floor.holder();
        Over over = floor.over();
        if (leg == null || over == null) {
            return null;
        }
        String from = leg.ticket.guestOf;
        return over.speech(leg, from == null ? context.abroad().self() : from);
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
            if (!guests.containsKey(ticket)) {
                return;
            }
            switch (message.apply(0)) {
                case ServerMessage.FloorDenied denied -> {
                    guests.remove(ticket);
                    HomeFloor.this.say(
                            region,
                            new RegionMessage.Denied(
                                    room.tenant, room.id(), ticket, denied.cause(), denied.text(), denied.talker()));
                }
                case ServerMessage.FloorQueuePosition queued ->
                    HomeFloor.this.say(
                            region,
                            new RegionMessage.Queued(
                                    room.tenant, room.id(), ticket, queued.position(), queued.waiting()));
                case ServerMessage.FloorRevoked revoked ->
                    HomeFloor.this.say(
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
