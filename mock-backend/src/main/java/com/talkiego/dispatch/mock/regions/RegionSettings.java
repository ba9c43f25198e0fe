package com.talkiego.dispatch.mock.regions;

import com.talkiego.dispatch.core.wire.ApiMessage.Residency;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The regions a backend is made of.
 *
 * @param ids in the order of preference; none for a backend that is one place without a name
 * @param residency the region the demo tenant must stay in; null if none
 */
public record RegionSettings(List<String> ids, @Nullable Residency residency) {
    /** A backend without regions. */
    public static final RegionSettings NONE = new RegionSettings(List.of(), null);

    private static final int MOST = 8;

    /** @throws IllegalArgumentException with a sentence, if they are of no use */
    public RegionSettings {
        ids = List.copyOf(ids);
        if (ids.size() > MOST || new HashSet<>(ids).size() < ids.size()) {
            throw new IllegalArgumentException("--regions names at most " + MOST + " regions, each once.");
        }
        for (String id : ids) {
            if (!id.matches("[a-z0-9-]{1,16}")) {
                throw new IllegalArgumentException("A region is named with 1 to 16 of a-z, 0-9 and '-', like eu.");
            }
        }
        if (residency != null && !ids.contains(residency.region())) {
            throw new IllegalArgumentException("--residency names one of --regions, like --residency eu:stay.");
        }
    }

    /**
     * Reads {@code --residency}.
     *
     * @param text {@code eu}, {@code eu:stay} or {@code eu:move}; null for none
     * @throws IllegalArgumentException with a sentence, if it is something else
     */
    public static @Nullable Residency residency(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int colon = text.indexOf(':');
        String when = colon < 0 ? Residency.STAY : text.substring(colon + 1);
        if (!when.equals(Residency.STAY) && !when.equals(Residency.MOVE)) {
            throw new IllegalArgumentException("--residency is a region, then :stay or :move, like eu:stay.");
        }
        return new Residency(colon < 0 ? text : text.substring(0, colon), when);
    }

    /** What people call that region. */
    static String name(String id) {
        return switch (id) {
            case "eu" -> "Europe";
            case "us" -> "United States";
            case "ap" -> "Asia Pacific";
            case "sa" -> "South America";
            case "af" -> "Africa";
            default -> "Region " + id;
        };
    }
}
