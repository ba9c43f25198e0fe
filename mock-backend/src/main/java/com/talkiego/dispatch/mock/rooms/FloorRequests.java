package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.DenyCause;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Turns clients' floor requests into tickets, one leg for each channel, after checking what they ask for. */
final class FloorRequests {
    private static final int MOST_CHANNELS = 64;
    private static final int LONGEST_NAME = 64;
    private static final int HIGHEST_PRIORITY = 7;

    private final RoomsContext context;
    private final ToIntFunction<String> oversOfTenant;

    /** @param oversOfTenant how many are on the air in a tenant */
    FloorRequests(RoomsContext context, ToIntFunction<String> oversOfTenant) {
        this.context = context;
        this.oversOfTenant = oversOfTenant;
    }

    /** Answers a request on each of its channels; the same ticket asked again gets the same answers again. */
    void request(Participant from, ClientMessage.FloorRequest request) {
        Ticket known = from.tickets.find(request.ticket());
        if (known != null) {
            known.legs.values().forEach(Leg::answerAgain);
            return;
        }
        List<ChannelId> channels = channelsOf(request);
        String mistake = mistake(request, channels);
        if (mistake != null) {
            from.say(new ServerMessage.Failed(request.ref(), "malformed", mistake));
            return;
        }
        for (ChannelId channel : channels) {
            if (!from.joined.containsKey(channel)) {
                from.say(new ServerMessage.Failed(request.ref(), "not_joined", "You are not on channel " + channel));
                return;
            }
        }
        ask(from, request, channels);
    }

    /** Version 1 asks for one channel, later versions for a list. */
    private static List<ChannelId> channelsOf(ClientMessage.FloorRequest request) {
        List<ChannelId> several = request.channels();
        ChannelId one = request.channel();
        if (several != null) {
            return several.stream().distinct().toList();
        }
        return one == null ? List.of() : List.of(one);
    }

    private static @Nullable String mistake(ClientMessage.FloorRequest request, List<ChannelId> channels) {
        if (request.ticket().isEmpty() || request.ticket().length() > LONGEST_NAME) {
            return "A ticket has 1 to " + LONGEST_NAME + " characters";
        }
        if (channels.isEmpty() || channels.size() > MOST_CHANNELS) {
            return "A floor request names 1 to " + MOST_CHANNELS + " channels";
        }
        boolean priority = request.priority() >= 0 && request.priority() <= HIGHEST_PRIORITY;
        return priority ? null : "A priority is 0 to " + HIGHEST_PRIORITY;
    }

    private void ask(Participant from, ClientMessage.FloorRequest request, List<ChannelId> channels) {
        context.counters().requests++;
        Ticket ticket =
                new Ticket(from, request.ticket(), from.id() + "/" + request.ticket(), request.uplink(), context);
        String obstacle = from.tickets.obstacle(request.uplink());
        String link = from.links.publisherWith(request.uplink());
        for (ChannelId channel : channels) {
            addLeg(ticket, request, channel);
        }
        from.tickets.add(ticket);
        String quota = quota(from, ticket);
        if (quota != null) {
            from.tickets.denyAll(ticket, DenyCause.NO_RESOURCES, quota);
            return;
        }
        if (obstacle != null || link == null) {
            from.tickets.denyAll(ticket, DenyCause.NO_RESOURCES, obstacle == null ? "" : obstacle);
            return;
        }
        ticket.open(link);
        List.copyOf(ticket.legs.values()).forEach(leg -> leg.room.floor.request(leg));
    }

    private @Nullable String quota(Participant from, Ticket ticket) {
        boolean emergency = ticket.legs.values().stream().anyMatch(leg -> leg.emergency);
        return context.quotas()
                .floor(
                        from,
                        emergency,
                        oversOfTenant.applyAsInt(from.tenant()),
                        (int) ticket.legs.values().stream()
                                .filter(leg -> leg.room.floor.over() == null)
                                .count(),
                        context.actor().nanoTime());
    }

    private void addLeg(Ticket ticket, ClientMessage.FloorRequest request, ChannelId channel) {
        Participant from = ticket.owner;
        Room room = from.joined.get(channel);
        if (room == null) {
            throw new IllegalStateException("Not joined: " + channel);
        }
        boolean answersOne =
                request.emergency() && from.position() && context.emergencies().openOn(room);
        boolean emergency = answersOne || context.emergencies().openOf(room, from.member());
        ticket.leg(room, request.priority(), request.queue(), emergency);
    }

    void position(Participant from, ClientMessage.FloorQueuePositionRequest request) {
        Leg leg = from.tickets.leg(request.ticket(), request.channel());
        if (leg == null || !leg.room.floor.tellPosition(leg)) {
            from.say(new ServerMessage.Failed(
                    0, "not_found", "You are not waiting to talk on channel " + request.channel()));
        }
    }

    void acknowledge(Participant from, ClientMessage.FloorAck ack) {
        Leg leg = from.tickets.leg(ack.ticket(), ack.channel());
        if (leg != null) {
            leg.acknowledged();
        }
    }
}
