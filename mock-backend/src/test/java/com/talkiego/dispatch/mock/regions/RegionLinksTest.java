package com.talkiego.dispatch.mock.regions;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.mock.rooms.Neighbours;
import com.talkiego.dispatch.mock.rooms.RegionMessage;
import com.talkiego.dispatch.mock.rooms.SfuMediaServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What regions say to each other arrives in its order, or not at all. */
class RegionLinksTest {
    private final Region eu = new Region();
    private final Region us = new Region();
    private long nanos;
    private final RegionLinks links = new RegionLinks(
            List.of(new RegionLinks.End("eu", "Europe", eu), new RegionLinks.End("us", "America", us)),
            tenant -> true,
            () -> nanos);

    /** A region that keeps what is on its way to it. */
    private static final class Region implements RegionServices {
        final List<Duration> delays = new ArrayList<>();
        final List<Supplier<@Nullable RegionMessage>> arriving = new ArrayList<>();

        @Nullable
        Neighbours neighbours;

        @Override
        public void join(Neighbours all, SfuMediaServer.Relay relay) {
            neighbours = all;
        }

        @Override
        public void told(String region, Duration delay, Supplier<@Nullable RegionMessage> message) {
            delays.add(delay);
            arriving.add(message);
        }
    }

    private static RegionMessage message(String ticket) {
        return new RegionMessage.Done("demo", new ChannelId("fire-1"), ticket);
    }

    private void says(String ticket) {
        Objects.requireNonNull(eu.neighbours).send("us", message(ticket));
    }

    @Test
    void noneOvertakesAnotherThoughTheLinkBecomesFaster() {
        links.set("eu", "us", false, 40, 0);
        says("first");
        nanos = Duration.ofMillis(40).minusNanos(300_000).toNanos();
        links.set("eu", "us", false, 0, 0);
        says("second");
        assertThat(us.delays.getLast()).isLessThan(Duration.ofMillis(1));

        // Whoever counts in ms looks for the second one before the first.
        assertThat(us.arriving.getLast().get()).isEqualTo(message("first"));
        assertThat(us.arriving.getFirst().get()).isEqualTo(message("second"));
    }

    @Test
    void whatWasOnItsWayWhenTheLinkWasCutIsLostAndWhatFollowsIsNot() {
        links.set("eu", "us", false, 40, 0);
        says("lost");
        links.set("eu", "us", true, 40, 0);
        says("lost too");
        links.set("eu", "us", false, 40, 0);
        says("after");
        assertThat(us.arriving).hasSize(2);
        assertThat(us.arriving.getFirst().get()).isNull();
        assertThat(us.arriving.getLast().get()).isEqualTo(message("after"));
    }
}
