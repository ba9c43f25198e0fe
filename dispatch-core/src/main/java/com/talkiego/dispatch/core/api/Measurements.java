package com.talkiego.dispatch.core.api;

import com.talkiego.dispatch.core.wire.ApiMessage;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How near each region was when it was measured last, which the backend is told for its own order of them. Any thread. */
final class Measurements {
    private static final int MOST_TOLD = 32;

    private final Probe probe;
    private final Map<String, Long> millis = new ConcurrentHashMap<>();

    Measurements(Probe probe) {
        this.probe = probe;
    }

    /** Measures a region anew, by the address that it gives for that; blocks meanwhile. */
    Nearness take(ApiMessage.Region region, URI address) {
        Nearness near = probe.measure(address);
        if (near.known() && region.id().matches("[a-z0-9-]{1,16}")) {
            millis.put(region.id(), near.median().toMillis());
        } else {
            millis.remove(region.id());
        }
        return near;
    }

    /** All of them as the query of a request; null if there are none. */
    @Nullable
    String query() {
        return millis.isEmpty()
                ? null
                : millis.entrySet().stream()
                        .map(region -> region.getKey() + ":" + region.getValue())
                        .sorted()
                        .limit(MOST_TOLD)
                        .collect(Collectors.joining(",", "measured=", ""));
    }
}
