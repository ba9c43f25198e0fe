package com.talkiego.dispatch.mock.wrong;

import com.talkiego.dispatch.core.wire.ApiMessage.Health;
import com.talkiego.dispatch.core.wire.ApiMessage.Pong;
import com.talkiego.dispatch.core.wire.ApiMessage.Region;
import com.talkiego.dispatch.core.wire.ApiMessage.RegionHealth;
import com.talkiego.dispatch.core.wire.ApiMessage.Residency;
import com.talkiego.dispatch.mock.api.RegionDirectory;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A region directory that tells the truth but for what is seeded when it is asked. Any thread.
 *
 * @param wrong whether that is wrong now
 */
record WrongDirectory(RegionDirectory sound, Predicate<SeededFault> wrong) implements RegionDirectory {

    @Override
    public List<Region> regions(String host, String tenant, Map<String, Long> measuredMillis) {
        List<Region> regions = sound.regions(host, tenant, measuredMillis);
        return wrong.test(SeededFault.WRONG_DIRECTORY)
                ? regions.stream().map(WrongDirectory::contradictory).toList()
                : regions;
    }

    private static Region contradictory(Region region) {
        return new Region(
                region.id(),
                region.name(),
                region.api(),
                region.signal(),
                region.probe(),
                region.healthy() ? Region.DOWN : Region.HEALTHY,
                region.healthy());
    }

    @Override
    public Pong pong() {
        Pong pong = sound.pong();
        return wrong.test(SeededFault.WRONG_PING) ? new Pong("somewhere-else", pong.state()) : pong;
    }

    @Override
    public Health health() {
        Health health = sound.health();
        return wrong.test(SeededFault.WRONG_HEALTH)
                ? new Health(
                        health.region(),
                        health.serverTime(),
                        health.regions().stream()
                                .map(one -> new RegionHealth(one.id(), Region.DOWN, "down", one.media(), one.turn()))
                                .toList(),
                        health.certificateExpires())
                : health;
    }

    @Override
    public @Nullable Residency residency() {
        return sound.residency();
    }

    @Override
    public @Nullable Relays relays(String tenant) {
        return sound.relays(tenant);
    }

    @Override
    public void admit(String tenant) {
        sound.admit(tenant);
    }
}
