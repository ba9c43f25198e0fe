package com.talkiego.dispatch.mock.api;

import com.talkiego.dispatch.core.wire.ApiMessage.Health;
import com.talkiego.dispatch.core.wire.ApiMessage.Pong;
import com.talkiego.dispatch.core.wire.ApiMessage.Region;
import com.talkiego.dispatch.core.wire.ApiMessage.RegionHealth;
import com.talkiego.dispatch.core.wire.ApiMessage.Residency;
import com.talkiego.dispatch.mock.edge.Refusal;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The regions as one ApiLayer names them to its clients. Any thread. */
public interface RegionDirectory {

    /**
     * Every region, the one to come in first.
     *
     * @param host under which the client reached the ApiLayer, with the port
     * @param measuredMillis how far the client found each region to be, by id, in ms
     */
    List<Region> regions(String host, String tenant, Map<String, Long> measuredMillis);

    /** Who answers a probe here. */
    Pong pong();

    /** How everything is. */
    Health health();

    /** The region the demo tenant must stay in; null if none. */
    @Nullable
    Residency residency();

    /** The regions whose TURN servers are named to clients of that tenant; null where there are no regions. */
    default @Nullable Relays relays(String tenant) {
        return null;
    }

    /**
     * Regions with TURN servers.
     *
     * @param here the one to use by whoever names no region: that of this ApiLayer; null if its TURN servers are gone
     */
    record Relays(@Nullable String here, List<String> regions) {}

    /** Whether tokens of that tenant's session may be issued here. @throws Refusal with the sentence if not */
    void admit(String tenant);

    /** A backend that is one region on this machine, reached where its ApiLayer is. */
    static RegionDirectory single(InstantSource clock) {
        return new Single(clock);
    }

    /**
     * Reads the query parameter {@code measured} of {@code GET /v1/regions}.
     *
     * @param text like {@code eu:12,us:95}, in ms; null for none
     * @throws Refusal if it is written in another way
     */
    static Map<String, Long> measured(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Map.of();
        }
        if (!text.matches("[a-z0-9-]{1,16}:[0-9]{1,6}(,[a-z0-9-]{1,16}:[0-9]{1,6}){0,31}")) {
            throw Refusal.malformed("'measured' is written like eu:12,us:95, in ms.");
        }
        Map<String, Long> millis = new HashMap<>();
        for (String each : text.split(",", -1)) {
            int colon = each.indexOf(':');
            millis.put(each.substring(0, colon), Long.valueOf(each.substring(colon + 1)));
        }
        return millis;
    }

    /** See {@link #single}. */
    final class Single implements RegionDirectory {
        private static final String ID = "local";
        private final InstantSource clock;

        private Single(InstantSource clock) {
            this.clock = clock;
        }

        @Override
        public List<Region> regions(String host, String tenant, Map<String, Long> measuredMillis) {
            return List.of(new Region(
                    ID,
                    "This machine",
                    "https://" + host,
                    "wss://" + host + "/v1/signal",
                    "https://" + host + "/v1/ping",
                    Region.HEALTHY,
                    true));
        }

        @Override
        public Pong pong() {
            return new Pong(ID, Region.HEALTHY);
        }

        @Override
        public Health health() {
            return new Health(
                    ID, clock.instant(), List.of(new RegionHealth(ID, Region.HEALTHY, "up", "up", "up")), null);
        }

        @Override
        public @Nullable Residency residency() {
            return null;
        }

        @Override
        public void admit(String tenant) {
            // Every tenant is served where there is one region only.
        }
    }
}
