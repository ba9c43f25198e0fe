package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.wire.ApiMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of the backend's regions to go to. On {@code signalling} only. */
final class RegionChoice {
    private final SessionSettings settings;
    private List<ApiMessage.Region> known = List.of();
    private ApiMessage.@Nullable Region current;

    RegionChoice(SessionSettings settings) {
        this.settings = settings;
    }

    /** The directory as it is now. */
    void directory(List<ApiMessage.Region> regions) {
        known = List.copyOf(regions);
    }

    /** Takes the best one there is; null, and none is current, if there is none. */
    ApiMessage.@Nullable Region choose() {
        List<ApiMessage.Region> usable = known.stream()
                .filter(region -> region.healthy() && region.signal().startsWith("wss://"))
                .toList();
        current = usable.stream()
                .filter(region -> region.id().equals(settings.region()))
                .findFirst()
                .orElse(usable.isEmpty() ? null : usable.getFirst());
        return current;
    }

    /** Name of the region chosen last; empty before the first. */
    String name() {
        ApiMessage.Region where = current;
        return where == null ? "" : where.name();
    }
}
