package com.talkiego.dispatch.core.model;

import java.util.List;

/**
 * The backend's regions as this console sees them.
 *
 * @param list in the directory's order; empty before sign-in
 * @param current id of the region it is in, or last tried; empty before the first
 * @param pinned id of the region the operator wants; empty for the nearest
 * @param notice a sentence that stays on the screen as long as it is true: moved, draining, not where it should be; else empty
 * @param unheard names of regions whose members are not heard now
 */
public record RegionView(List<Region> list, String current, String pinned, String notice, List<String> unheard) {
    /** Nothing known. */
    public static final RegionView NONE = new RegionView(List.of(), "", "", "", List.of());

    /**
     * One region.
     *
     * @param roundTripMillis median of the last measurement, in ms; -1 where nothing was measured
     * @param jitterMillis how far single round trips are from it, in ms
     * @param allowed whether the tenant may be served there
     */
    public record Region(
            String id, String name, Condition condition, int roundTripMillis, int jitterMillis, boolean allowed) {}

    /** How a region is. */
    public enum Condition {
        HEALTHY,
        /** Goes on, takes nobody new. */
        DRAINING,
        /** Down, as the backend says. */
        DOWN,
        /** It failed this console lately. */
        FAILED
    }

    /** The name of a region; its id if it is unknown. */
    public String name(String id) {
        return list.stream()
                .filter(region -> region.id().equals(id))
                .map(Region::name)
                .findFirst()
                .orElse(id);
    }
}
