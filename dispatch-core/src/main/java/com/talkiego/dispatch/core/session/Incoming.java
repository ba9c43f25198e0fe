package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.ConsoleEvent;
import com.talkiego.dispatch.core.wire.ServerMessage;

/** Takes each message of the backend to those it concerns. On {@code signalling} only. */
record Incoming(
        Joining joining,
        Hearing hearing,
        ReceiveSlots slots,
        Roads roads,
        Floor floor,
        FloorAnswers answers,
        MediaLinks media,
        Emergencies emergencies,
        SignalPaths paths,
        RegionChoice choice,
        Seat seat,
        Events events,
        Tally tally) {

    void message(int side, ServerMessage message) {
        switch (message) {
            case ServerMessage.Joined joined -> {
                joining.joined(joined);
                roads.joined(joined);
            }
            case ServerMessage.Left left -> joining.left(left);
            case ServerMessage.Presence presence -> hearing.presence(presence);
            case ServerMessage.FloorGranted granted -> answers.granted(granted);
            case ServerMessage.FloorDenied denied -> answers.denied(denied);
            case ServerMessage.FloorQueuePosition queued -> answers.queued(queued);
            case ServerMessage.FloorRevoked revoked -> answers.revoked(revoked);
            case ServerMessage.FloorTaken taken -> {
                floor.confirmed(taken.channel(), taken.over(), true);
                hearing.taken(taken);
                roads.taken(taken.channel());
            }
            case ServerMessage.FloorIdle idle -> {
                floor.confirmed(idle.channel(), idle.over(), false);
                hearing.idle(idle);
                roads.idle(idle.over());
            }
            case ServerMessage.OverPassing passing -> answers.passing(passing);
            case ServerMessage.MediaAnswer answer -> media.answer(answer);
            case ServerMessage.MediaGone gone -> media.gone(side, gone);
            case ServerMessage.SlotAssigned assigned -> slots.assigned(side, assigned);
            case ServerMessage.SlotReleased released -> slots.released(side, released);
            case ServerMessage.SlotsWanted wanted -> media.wanted(side, wanted);
            case ServerMessage.EmergencyChanged changed -> emergencies.changed(changed.emergency());
            case ServerMessage.Topology topology when inUse(side) -> roads.changed(topology);
            case ServerMessage.PeerOffer offer when inUse(side) -> roads.offered(offer);
            case ServerMessage.PeerAnswer answer when inUse(side) -> roads.answered(answer);
            case ServerMessage.PeerClosed closed when inUse(side) -> roads.closed(closed);
            case ServerMessage.Topology left -> {}
            case ServerMessage.PeerOffer left -> {}
            case ServerMessage.PeerAnswer left -> {}
            case ServerMessage.PeerClosed left -> {}
            case ServerMessage.Redirect redirect -> tally.failed();
            case ServerMessage.RegionLinks links -> unreachable(links);
            case ServerMessage.PositionChanged news -> seat.changed(news);
            case ServerMessage.Failed failed -> failed(failed);
            case ServerMessage.Welcome greeting -> tally.failed();
            case ServerMessage.Refused refusal -> tally.failed();
            case ServerMessage.Beat beat -> tally.failed();
        }
    }

    /** Whether its links count: those of a region that is being left only fade out. */
    private boolean inUse(int side) {
        return side == paths.side();
    }

    private void unreachable(ServerMessage.RegionLinks links) {
        choice.unheard(links.unreachable());
        String text = links.unreachable().isEmpty()
                ? "All regions are connected again."
                : "Members in " + String.join(", ", links.unreachable()) + " cannot be heard, and do not hear you.";
        events.add(ConsoleEvent.Kind.CONNECTION, null, text);
    }

    private void failed(ServerMessage.Failed failure) {
        tally.failed();
        if (!joining.failed(failure) && !seat.failed(failure) && !media.failed(failure) && !answers.failed(failure)) {
            events.add(ConsoleEvent.Kind.FAULT, null, "The backend refused: " + failure.text());
        }
    }
}
