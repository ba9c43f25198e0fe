package com.talkiego.dispatch.mock.rooms;

/**
 * The limits and timers of the rooms, times in ms. The timers' names are those of TS 24.380, 11.1; T2 is each channel's own
 * ({@code maxOverMillis}).
 *
 * @param endOfMediaMillis T1: a talker without packets for that long loses the floor
 * @param graceMillis T3: how long after a revoke the talker may take to let go; until it has, it is refused with cause 4
 * @param resendMillis T20: after that long an unacknowledged grant or revoke is sent again
 * @param resendTimes how often
 * @param queueLimit how many may wait for a floor
 * @param drainLimitMillis the longest an over that has ended may take to reach its listeners
 * @param cutTalkMillis how long a talker whose socket was lost is still passed on, since it cannot be told to stop
 * @param cutSilenceMillis T1 for such a talker
 * @param uplinks how many overs at once a client may send
 * @param positionSlots receive slots a dispatch position is asked to offer at first
 * @param otherSlots the same for units and browsers
 * @param maxPositionSlots the most a position is ever asked for
 * @param maxOtherSlots the same for units and browsers
 * @param slotWaitMillis how long an over may wait for a slot and still be forwarded from its first packet
 * @param settleMillis how long new lines of a renegotiated link rest, so that the client has put the answer into force
 * @param quietLimitMillis how long after its release a slot counts as quiet even if the media server did not say so
 * @param denyWhenAlone whether a talker alone on a channel is refused with cause 3
 * @param ticketLimit tickets one client may have open at once
 * @param historyOvers overs kept of a channel, for clients that were away
 * @param historyMillis for how long they, and emergencies that were closed, are kept
 */
public record RoomsSettings(
        long endOfMediaMillis,
        long graceMillis,
        long resendMillis,
        int resendTimes,
        int queueLimit,
        long drainLimitMillis,
        long cutTalkMillis,
        long cutSilenceMillis,
        int uplinks,
        int positionSlots,
        int otherSlots,
        int maxPositionSlots,
        int maxOtherSlots,
        long slotWaitMillis,
        long settleMillis,
        long quietLimitMillis,
        boolean denyWhenAlone,
        int ticketLimit,
        int historyOvers,
        long historyMillis) {

    /** What a server uses unless told otherwise. */
    public static RoomsSettings usual() {
        return new RoomsSettings(
                4_000, 3_000, 1_000, 3, 8, 3_000, 4_000, 1_500, 4, 16, 2, 128, 8, 1_000, 250, 5_000, true, 16, 200,
                900_000);
    }
}
