package com.talkiego.dispatch.core.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a session is to behave.
 *
 * @param client name and version of the program, told to the backend
 * @param position name of the desk; null for units
 * @param room the room it stands in; null if it has none
 * @param region id of the preferred region; null for the first healthy one
 * @param priority of floor requests, 0 to 7
 * @param queue whether a single-channel request waits in the floor's queue instead of being refused
 * @param listens whether it hears at all; a source that only talks opens no subscriber link
 * @param timeOut longest over, whatever the grant says
 * @param memory the desk as it was left
 */
public record SessionSettings(
        String client,
        @Nullable String position,
        @Nullable String room,
        @Nullable String region,
        int priority,
        boolean queue,
        boolean listens,
        Duration timeOut,
        DeskMemory memory) {

    /** A dispatch position with everything else as usual. */
    public static SessionSettings position(String client, String position, DeskMemory memory) {
        return new SessionSettings(client, position, null, null, 0, false, true, Duration.ofSeconds(60), memory);
    }

    /** A unit, without a desk. */
    public static SessionSettings unit(String client, boolean listens) {
        return new SessionSettings(
                client, null, null, null, 0, false, listens, Duration.ofSeconds(60), DeskMemory.EMPTY);
    }
}
