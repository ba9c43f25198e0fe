package com.talkiego.dispatch.mock.sfu;

/** Running totals of the media server; on the thread {@code sfu} only. */
final class Tally {
    final Drops drops = new Drops();
    long packetsIn;
    long packetsOut;
    long nackAsked;
    long nackResent;
    long nackSent;
    long garbage;
    long internalErrors;
}
