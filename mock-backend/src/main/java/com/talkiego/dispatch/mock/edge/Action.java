package com.talkiego.dispatch.mock.edge;

import java.util.List;

/**
 * Something that can be done to the mock world from outside: {@code POST /act/<name>} with a JSON object.
 *
 * @param name part of the path: {@code cut-signal}
 * @param sentence what it does
 * @param fields what the JSON object may hold
 * @param deed does it and says in a sentence what was done; throws {@link Refusal}
 */
public record Action(String name, String sentence, List<Field> fields, Deed deed) {

    /**
     * A field of the action's JSON object.
     *
     * @param kind {@code text}, {@code number} or {@code boolean}
     * @param example a value that works
     */
    public record Field(String name, String kind, boolean required, String example, String sentence) {}

    /** What the action does. */
    @FunctionalInterface
    public interface Deed {
        String with(ActionBody body);
    }
}
