package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.wire.ServerMessage;

/** How far the backend's numbered events have been received, so that a resume brings exactly what is missing. On {@code signalling} only. */
final class Journal {
    private final Tally tally;
    private long last;

    Journal(Tally tally) {
        this.tally = tally;
    }

    /** Another session: its events are numbered from 1. */
    void restart() {
        last = 0;
    }

    long last() {
        return last;
    }

    /** Whether that message was not received before. */
    boolean fresh(ServerMessage message) {
        long seq = numberOf(message);
        if (seq <= 0) {
            return true;
        }
        if (seq <= last) {
            tally.duplicate();
            return false;
        }
        if (seq > last + 1) {
            tally.gap();
        }
        last = seq;
        return true;
    }

    private static long numberOf(ServerMessage message) {
        return switch (message) {
            case ServerMessage.Presence event -> event.seq();
            case ServerMessage.FloorGranted event -> event.seq();
            case ServerMessage.FloorDenied event -> event.seq();
            case ServerMessage.FloorQueuePosition event -> event.seq();
            case ServerMessage.FloorRevoked event -> event.seq();
            case ServerMessage.FloorTaken event -> event.seq();
            case ServerMessage.FloorIdle event -> event.seq();
            case ServerMessage.SlotAssigned event -> event.seq();
            case ServerMessage.SlotReleased event -> event.seq();
            case ServerMessage.EmergencyChanged event -> event.seq();
            case ServerMessage.Topology event -> event.seq();
            case ServerMessage.RegionLinks event -> event.seq();
            case ServerMessage.PositionChanged event -> event.seq();
            case ServerMessage.Welcome none -> 0;
            case ServerMessage.Refused none -> 0;
            case ServerMessage.Joined none -> 0;
            case ServerMessage.Left none -> 0;
            case ServerMessage.OverPassing none -> 0;
            case ServerMessage.MediaAnswer none -> 0;
            case ServerMessage.MediaGone none -> 0;
            case ServerMessage.SlotsWanted none -> 0;
            case ServerMessage.PeerOffer none -> 0;
            case ServerMessage.PeerAnswer none -> 0;
            case ServerMessage.PeerClosed none -> 0;
            case ServerMessage.Beat none -> 0;
            case ServerMessage.Redirect none -> 0;
            case ServerMessage.Failed none -> 0;
        };
    }
}
