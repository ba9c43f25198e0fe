package com.talkiego.dispatch.console.report;

import tools.jackson.databind.JsonNode;

/** Whether the bundled backend's simulated units take part yet: they start with it, and come up one after the other. */
public final class UnitsReady {
    private UnitsReady() {}

    /**
     * Whether every unit is on a channel and has lines to hear by.
     *
     * @param state the backend's state page as JSON
     */
    public static boolean in(JsonNode state) {
        long listening = 0;
        for (String section : state.propertyNames()) {
            // With regions there is a SignalLayer in each.
            if (section.equals("signal") || section.endsWith(" signal")) {
                listening += listening(state.path(section));
            }
        }
        return listening > 0 && listening == state.path("units").size();
    }

    private static long listening(JsonNode signal) {
        long listening = 0;
        for (JsonNode client : signal.path("rooms").path("participants")) {
            boolean unit = client.path("kind").asString().equals("UNIT");
            boolean ready =
                    client.path("channels").asInt() > 0 && client.path("slots").asInt() > 0;
            listening += unit && ready ? 1 : 0;
        }
        return listening;
    }
}
