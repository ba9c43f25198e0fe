package com.talkiego.dispatch.mock.regions;

import com.talkiego.dispatch.core.wire.ApiMessage.Health;
import com.talkiego.dispatch.core.wire.ApiMessage.Pong;
import com.talkiego.dispatch.core.wire.ApiMessage.Region;
import com.talkiego.dispatch.core.wire.ApiMessage.Residency;
import com.talkiego.dispatch.mock.api.RegionDirectory;
import com.talkiego.dispatch.mock.edge.Refusal;
import com.talkiego.dispatch.mock.signal.RegionDoor.Elsewhere;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The regions as the ApiLayer of one region, or the GlobalApi, names them. Any thread. */
public final class EdgeDirectory implements RegionDirectory {
    private final RegionRouter router;
    private final InstantSource clock;
    private final @Nullable String here;

    /** @param here id of the region that answers; null for the GlobalApi */
    public EdgeDirectory(RegionRouter router, InstantSource clock, @Nullable String here) {
        this.router = router;
        this.clock = clock;
        this.here = here;
    }

    @Override
    public List<Region> regions(String host, String tenant, Map<String, Long> measuredMillis) {
        String name = host.replaceAll(":[0-9]+$", "");
        return router.order(tenant, measuredMillis).stream()
                .map(region -> region(region, name + ":" + region.port()))
                .toList();
    }

    private static Region region(ServedRegion region, String at) {
        return new Region(
                region.id,
                region.name,
                "https://" + at,
                "wss://" + at + "/v1/signal",
                "https://" + at + "/v1/ping",
                region.state(),
                region.healthy());
    }

    @Override
    public Pong pong() {
        ServedRegion region = served();
        if (region == null) {
            return new Pong("global", Region.HEALTHY);
        }
        linger(region);
        return new Pong(region.id, region.state());
    }

    /** A region that was made slow is slow to measure too. */
    private static void linger(ServedRegion region) {
        try {
            TimeUnit.NANOSECONDS.sleep(region.slow().toNanos());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Health health() {
        return new Health(
                here,
                clock.instant(),
                router.all().stream().map(ServedRegion::health).toList(),
                null);
    }

    @Override
    public @Nullable Residency residency() {
        return router.residency();
    }

    @Override
    public Relays relays(String tenant) {
        List<String> regions = router.order(tenant, Map.of()).stream()
                .filter(ServedRegion::turn)
                .map(region -> region.id)
                .toList();
        String first = regions.isEmpty() ? null : regions.getFirst();
        return new Relays(here == null ? first : regions.contains(here) ? here : null, regions);
    }

    @Override
    public void admit(String tenant) {
        ServedRegion region = served();
        Elsewhere elsewhere;
        if (region == null) {
            elsewhere = router.all().stream().anyMatch(any -> router.serves(any, tenant) && !any.down())
                    ? null
                    : router.all().stream()
                            .filter(any -> !router.serves(any, tenant))
                            .findFirst()
                            .map(any -> router.elsewhere(any, tenant, 0))
                            .orElse(null);
        } else {
            elsewhere = router.serves(region, tenant) ? null : router.elsewhere(region, tenant, 0);
        }
        if (elsewhere != null) {
            throw Refusal.forbidden(elsewhere.text());
        }
    }

    private @Nullable ServedRegion served() {
        return here == null ? null : router.find(here).orElse(null);
    }
}
