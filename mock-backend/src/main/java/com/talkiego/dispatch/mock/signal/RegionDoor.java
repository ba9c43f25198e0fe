package com.talkiego.dispatch.mock.signal;

import com.talkiego.dispatch.core.wire.ServerMessage;
import org.jspecify.annotations.Nullable;

/** Who may have a session in this region. Called on the thread {@code rooms}; answers at once. */
public interface RegionDoor {
    /** The door of a backend without regions: everybody may come in. */
    RegionDoor OPEN = new RegionDoor() {
        @Override
        public @Nullable String region() {
            return null;
        }

        @Override
        public @Nullable Elsewhere elsewhere(String tenant) {
            return null;
        }
    };

    /** The region's id; null where there are no regions. */
    @Nullable
    String region();

    /** Where clients of that tenant have to go; null if they may come in. */
    @Nullable
    Elsewhere elsewhere(String tenant);

    /**
     * Why a client cannot come in.
     *
     * @param redirect where to go; null if there is no place now
     * @param text a sentence for the operator
     */
    record Elsewhere(ServerMessage.@Nullable Redirect redirect, String text) {}
}
