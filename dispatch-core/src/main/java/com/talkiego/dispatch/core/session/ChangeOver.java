package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ConsoleEvent;
import com.talkiego.dispatch.core.wire.ApiMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The change from one side to the other, carried through all parts of a session that have to do with sides. On {@code signalling} only. */
record ChangeOver(
        Actor actor,
        ChannelBoard board,
        TicketBoard tickets,
        Floor floor,
        SignalPaths paths,
        MediaLinks media,
        LinkLines lines,
        Uplinks uplinks,
        ReceiveSlots slots,
        Hearing hearing,
        Roads roads,
        Joining joining,
        Incoming incoming,
        Events events,
        Session session)
        implements Moving.Owner {

    /** The rest of the session. */
    interface Session {
        void relays(ApiMessage.@Nullable TurnCredentials credentials);

        /** The path leads to another region now. */
        void arrived(String why);

        /** Makes the mix plan anew. */
        void hear();

        void changed();
    }

    @Override
    public boolean quiet() {
        return !tickets.any(ticket -> ticket.stage != Ticket.Stage.OVER) && floor.settled();
    }

    @Override
    public List<ChannelId> channels() {
        return board.lines().stream().map(line -> line.channel().id()).toList();
    }

    @Override
    public void relays(ApiMessage.@Nullable TurnCredentials credentials) {
        session.relays(credentials);
    }

    @Override
    public void openLinks(int side, ServerMessage.Welcome welcome) {
        media.open(side, welcome);
    }

    @Override
    public boolean linksUp(int side) {
        return media.allUp(side);
    }

    @Override
    public void aside(int side, ServerMessage message) {
        incoming.message(side, message);
    }

    @Override
    public void changedSides(int now, List<ServerMessage> told, @Nullable Instant toldUntil, String why) {
        uplinks.use(now);
        media.use(now);
        floor.forget();
        Instant serverNow = actor.now();
        board.lines().forEach(line -> {
            if (toldUntil == null) {
                line.moved(serverNow);
            } else {
                line.forgotten(toldUntil);
            }
        });
        hearing.self(paths.selfId());
        slots.tell(now);
        roads.moved();
        told.forEach(message -> incoming.message(now, message));
        slots.tell(now);
        joining.joinMissing();
        session.arrived(why);
        session.hear();
    }

    @Override
    public void letGo(int side) {
        roads.left();
        lines.letGo(side);
        media.close(side);
    }

    @Override
    public void notMoved(String to, String why) {
        events.add(ConsoleEvent.Kind.CONNECTION, null, "Not moved to " + to + ": " + why);
        session.changed();
    }
}
