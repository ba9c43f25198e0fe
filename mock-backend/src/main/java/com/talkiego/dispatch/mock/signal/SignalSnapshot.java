package com.talkiego.dispatch.mock.signal;

import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.mock.rooms.RoomsSnapshot;
import java.util.List;

/** The SignalLayer at one moment, for the state page; it holds no secrets. */
public record SignalSnapshot(List<Session> sessions, Counts counts, RoomsSnapshot rooms) {

    /** One session. */
    public record Session(
            String id, Member member, String role, String client, int protocol, boolean connected, int journal) {}

    /**
     * What happened since the start.
     *
     * @param lagging how many clients read more slowly than they are told, now
     * @param mergedEvents states that clients that lagged were not told, since a newer one came before they could be
     */
    public record Counts(
            int sockets,
            long hellos,
            long resumes,
            long badFrames,
            long lostSockets,
            long endedSessions,
            long lagging,
            long mergedEvents) {}
}
