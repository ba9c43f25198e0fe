package com.talkiego.dispatch.mock.rooms;

/** What all parts of the rooms share. */
record RoomsContext(
        Actor actor,
        MediaServer media,
        RoomsSettings settings,
        Faults faults,
        Counters counters,
        Emergencies emergencies,
        OverNumbers overs) {

    /** Numbers overs from 1, across all channels. */
    static final class OverNumbers {
        private long last;

        long next() {
            return ++last;
        }
    }
}
