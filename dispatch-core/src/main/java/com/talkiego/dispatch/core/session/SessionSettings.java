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
 * @param peerLinks how many links to and from other members it can hold at once; 0 for none
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
        int peerLinks,
        Duration timeOut,
        DeskMemory memory) {

    /** Two each for 16 members of small channels. */
    private static final int DESK_LINKS = 32;

    /** Those of one channel of four members. */
    private static final int UNIT_LINKS = 6;

    /** Without links to other members. */
    public SessionSettings(
            String client,
            @Nullable String position,
            @Nullable String room,
            @Nullable String region,
            int priority,
            boolean queue,
            boolean listens,
            Duration timeOut,
            DeskMemory memory) {
        this(client, position, room, region, priority, queue, listens, 0, timeOut, memory);
    }

    /** A dispatch position with everything else as usual. */
    public static SessionSettings position(String client, String position, DeskMemory memory) {
        return new SessionSettings(
                client, position, null, null, 0, false, true, DESK_LINKS, Duration.ofSeconds(60), memory);
    }

    /** A unit, without a desk. */
    public static SessionSettings unit(String client, boolean listens) {
        return new SessionSettings(
                client,
                null,
                null,
                null,
                0,
                false,
                listens,
                listens ? UNIT_LINKS : 0,
                Duration.ofSeconds(60),
                DeskMemory.EMPTY);
    }

    /** The same with at most that many links to and from other members. */
    public SessionSettings holding(int most) {
        return new SessionSettings(
                client, position, room, region, priority, queue, listens, Math.min(peerLinks, most), timeOut, memory);
    }
}
