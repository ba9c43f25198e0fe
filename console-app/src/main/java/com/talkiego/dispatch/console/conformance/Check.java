package com.talkiego.dispatch.console.conformance;

/**
 * One rule of the protocol and how it is examined.
 *
 * @param id its name, like {@code floor.denied}: the part before the first dot is its chapter
 * @param title the rule in words
 */
record Check(String id, String title, Body body) {

    /** Examines the rule with fresh clients. */
    interface Body {
        void examine(Room room) throws Broken, NotApplicable, InterruptedException;
    }
}
