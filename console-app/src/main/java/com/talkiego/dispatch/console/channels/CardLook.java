package com.talkiego.dispatch.console.channels;

import com.talkiego.dispatch.core.model.ChannelId;
import java.util.List;

/**
 * What a card shows at one moment, in words and marks.
 *
 * @param hotKey 'F3', or empty
 * @param headline the largest line: who talks, or what this position does
 * @param detail the line below it
 * @param brief the same in a word or a time, for small cards
 * @param emergencyWords empty unless an emergency is open here
 * @param speakerWords why the channel is not heard as usual; empty if it is
 * @param missed overs not played to the operator
 * @param meterSlots receive slots whose levels the meter shows
 * @param way how audio comes in
 * @param canTalk whether its PTT may be pressed
 * @param spoken all of it in one sentence, for screen readers
 */
public record CardLook(
        ChannelId channel,
        String name,
        String hotKey,
        CardState state,
        String headline,
        String detail,
        String brief,
        boolean selected,
        Band band,
        String emergencyWords,
        Speaker speaker,
        String speakerWords,
        int missed,
        List<Integer> meterSlots,
        Way way,
        boolean canTalk,
        String spoken) {

    /** The emergency band across the card. */
    public enum Band {
        NONE,
        /** Moves and sounds: nobody has answered. */
        RAISED,
        /** Still, until somebody clears it. */
        ACKNOWLEDGED
    }

    /** Whether the channel is heard as usual. */
    public enum Speaker {
        HEARD,
        MUTED,
        ALL_MUTED,
        NOT_SOLO
    }
}
