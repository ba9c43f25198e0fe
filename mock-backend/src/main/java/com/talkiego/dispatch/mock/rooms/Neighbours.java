package com.talkiego.dispatch.mock.rooms;

import java.util.List;

/** The other regions as the rooms of one reach them. Called on the thread {@code rooms}; returns at once. */
public interface Neighbours {
    /** A backend that is one place. */
    Neighbours NONE = new Neighbours() {
        @Override
        public String self() {
            return "";
        }

        @Override
        public List<String> all() {
            return List.of("");
        }

        @Override
        public String name(String region) {
            return "this region";
        }

        @Override
        public boolean shares(String tenant) {
            return false;
        }

        @Override
        public void send(String region, RegionMessage message) {
            throw new IllegalStateException("There is no region " + region);
        }
    };

    /** This region's id. */
    String self();

    /** The ids of all regions, in the order that everybody knows. */
    List<String> all();

    /** What people call a region. */
    String name(String region);

    /** Whether anything of that tenant may go to another region. */
    boolean shares(String tenant);

    /** Says something to a region; what is said before a cut may be lost, and is said again after it. */
    void send(String region, RegionMessage message);
}
