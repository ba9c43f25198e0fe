package com.talkiego.dispatch.mock.rooms;

/** What happened in the rooms since the start; counted on the thread {@code rooms} only. */
final class Counters {
    long requests;
    long granted;
    long denied;
    long revoked;
    long queued;
    long resent;
    long endedWithoutMedia;
    long slotsAssigned;
    long slotsLate;
    long oversWithoutSlot;
    long slotsWanted;
    long linksAccepted;
    long linksRefused;
    long linksGone;
    long drainsCutShort;
    long topologyChanges;
    long linksFailed;

    RoomsSnapshot.Counts snapshot() {
        return new RoomsSnapshot.Counts(
                requests,
                granted,
                denied,
                revoked,
                queued,
                resent,
                endedWithoutMedia,
                slotsAssigned,
                slotsLate,
                oversWithoutSlot,
                slotsWanted,
                linksAccepted,
                linksRefused,
                linksGone,
                drainsCutShort,
                topologyChanges,
                linksFailed);
    }
}
