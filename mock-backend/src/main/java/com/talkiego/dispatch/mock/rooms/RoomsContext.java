package com.talkiego.dispatch.mock.rooms;

/** What all parts of the rooms share. */
record RoomsContext(
        Actor actor,
        MediaServer media,
        RoomsSettings settings,
        Faults faults,
        Quotas quotas,
        Counters counters,
        Emergencies emergencies,
        OverHistory history,
        Numbers arrivals,
        Numbers overs,
        Numbers links,
        Abroad abroad) {

    /** Numbers things from 1, across all channels. */
    static final class Numbers {
        private long last;

        long next() {
            return ++last;
        }
    }
}
