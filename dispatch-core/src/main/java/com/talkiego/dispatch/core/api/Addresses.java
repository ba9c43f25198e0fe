package com.talkiego.dispatch.core.api;

import com.talkiego.dispatch.core.wire.ApiMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Where the ApiLayer can be had: at the address given at first, and where that is silent at those of the regions, as far as the tenant
 * may be served there. Any thread.
 */
final class Addresses {
    /** How long the address that answered instead is asked first. */
    static final Duration STICKY = Duration.ofSeconds(60);

    private final InstantSource clock;
    private final HttpUrl first;
    private List<ApiMessage.Region> regions = List.of();
    private ApiMessage.@Nullable Residency residency;
    private HttpUrl preferred;
    private Instant preferredUntil = Instant.MIN;

    Addresses(HttpUrl first, InstantSource clock) {
        this.first = first;
        this.preferred = first;
        this.clock = clock;
    }

    /** The directory as it is now. */
    synchronized void regions(List<ApiMessage.Region> newest) {
        regions = List.copyOf(newest);
    }

    /** Where the tenant must stay; null for anywhere. */
    synchronized void residency(ApiMessage.@Nullable Residency where) {
        residency = where;
    }

    /** In which order to ask. */
    synchronized List<HttpUrl> inOrder() {
        Set<HttpUrl> order = new LinkedHashSet<>();
        if (clock.instant().isBefore(preferredUntil)) {
            order.add(preferred);
        }
        order.add(first);
        for (ApiMessage.Region region : regions) {
            HttpUrl address = region.api() == null ? null : HttpUrl.parse(region.api());
            if (address != null && address.isHttps() && allowed(region)) {
                order.add(address);
            }
        }
        return new ArrayList<>(order);
    }

    private boolean allowed(ApiMessage.Region region) {
        ApiMessage.Residency where = residency;
        return where == null
                || region.id().equals(where.region())
                || ApiMessage.Residency.MOVE.equals(where.whenDown());
    }

    /** That one answered; if it is another than the first, it is asked first for a while. */
    synchronized void answered(HttpUrl address) {
        preferred = address;
        preferredUntil = address.equals(first) ? Instant.MIN : clock.instant().plus(STICKY);
    }
}
