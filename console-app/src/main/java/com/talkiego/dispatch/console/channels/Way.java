package com.talkiego.dispatch.console.channels;

import com.talkiego.dispatch.core.model.ChannelState.Path;
import com.talkiego.dispatch.core.model.ChannelState.PathKind;
import java.util.Locale;

/**
 * How a channel's sound comes in, in words.
 *
 * @param word for a badge; empty where there never was a choice
 * @param sentence with figures and reason, for the channel's panel
 */
record Way(String word, Quality quality, String sentence) {
    private static final String SERVER = "Server";
    private static final int GOOD_MILLIS = 150;
    private static final int FAIR_MILLIS = 400;
    private static final double GOOD_LOSS = 0.01;
    private static final double FAIR_LOSS = 0.05;

    /** How good the links to other members are, by round trip and loss. */
    enum Quality {
        /** Through the server, or not measured yet. */
        UNKNOWN(""),
        GOOD("good link"),
        FAIR("fair link"),
        POOR("poor link");

        private final String words;

        Quality(String words) {
            this.words = words;
        }
    }

    /** Of a channel that is not heard at all. */
    static final Way NONE = new Way("", Quality.UNKNOWN, "");

    static Way of(Path path) {
        return path instanceof Path.Up up ? of(up) : NONE;
    }

    private static Way of(Path.Up up) {
        Quality quality = quality(up);
        String road = switch (up.kind()) {
            case DIRECT -> "Direct between the members";
            case RELAYED -> "Over a relay";
            case SFU -> "Through the server";
        };
        String figures = quality == Quality.UNKNOWN
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", %s: %d ms there and back, %.1f %% lost",
                        quality.words,
                        up.roundTripMillis(),
                        up.lossFraction() * 100);
        String why = up.why().isEmpty() ? "" : ". Reason: " + up.why();
        return new Way(word(up), quality, road + figures + why);
    }

    private static String word(Path.Up up) {
        return switch (up.kind()) {
            case DIRECT -> "Direct";
            case RELAYED -> "Relayed";
            case SFU -> up.why().isEmpty() ? "" : SERVER;
        };
    }

    private static Quality quality(Path.Up up) {
        if (up.kind() == PathKind.SFU || up.roundTripMillis() <= 0) {
            return Quality.UNKNOWN;
        }
        if (up.roundTripMillis() > FAIR_MILLIS || up.lossFraction() > FAIR_LOSS) {
            return Quality.POOR;
        }
        return up.roundTripMillis() > GOOD_MILLIS || up.lossFraction() > GOOD_LOSS ? Quality.FAIR : Quality.GOOD;
    }

    /** Whether it comes in past the media server. */
    boolean straight() {
        return !word.isEmpty() && !word.equals(SERVER);
    }

    /** For screen readers: 'direct, good link'. */
    String spoken() {
        String words = word.toLowerCase(Locale.ROOT);
        return quality == Quality.UNKNOWN ? words : words + ", " + quality.words;
    }
}
