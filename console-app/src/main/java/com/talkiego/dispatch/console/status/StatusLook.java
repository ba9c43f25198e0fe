package com.talkiego.dispatch.console.status;

import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.ConsoleState;
import java.util.List;
import java.util.Locale;

/**
 * What the top bar says at one moment.
 *
 * @param operator 'Dispatcher 1, Position 1'
 * @param pill the connection in words
 * @param alarms open emergencies and alarms
 * @param pages activity of each page of channels
 */
public record StatusLook(String operator, Quality quality, String pill, int alarms, List<Activity> pages) {
    private static final long GOOD_MILLIS = 150;
    private static final long FAIR_MILLIS = 400;
    private static final long TOLERATED_MILLIS = 1_000;
    private static final long MINUTE_MILLIS = 60_000;

    /** How good the connection is, a word for each. */
    public enum Quality {
        GOOD,
        FAIR,
        POOR,
        LOST;

        /** Name of its CSS pseudo-class. */
        public String styleName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What goes on on a page of channels, the most urgent only. */
    public enum Activity {
        QUIET,
        TALKING,
        EMERGENCY
    }

    /**
     * The look of a state.
     *
     * @param pageSize channels on one page
     */
    public static StatusLook of(ConsoleState state, int pageSize) {
        ConsoleState.Operator operator = state.operator();
        Quality quality = quality(state.connection());
        long open = state.emergencies().stream()
                .filter(emergency -> emergency.state().open())
                .count();
        return new StatusLook(
                operator == null ? "" : operator.name() + ", " + operator.position(),
                quality,
                pill(state.connection(), quality, !state.regions().notice().isEmpty()),
                (int) open + state.alarms().size(),
                activities(state, pageSize));
    }

    /** By how much this computer's clock differs from the server's, in words; empty up to a second. */
    public static String skew(long serverAheadMillis) {
        long off = Math.abs(serverAheadMillis);
        if (off <= TOLERATED_MILLIS) {
            return "";
        }
        String amount = off < MINUTE_MILLIS ? (off + 500) / 1_000 + " s" : (off + 30_000) / MINUTE_MILLIS + " min";
        return ", this computer " + amount + (serverAheadMillis > 0 ? " behind" : " ahead");
    }

    private static Quality quality(Connection connection) {
        if (!(connection instanceof Connection.Online(String _, long roundTrip, boolean confirmed))) {
            return Quality.LOST;
        }
        if (!confirmed || roundTrip > FAIR_MILLIS) {
            return Quality.POOR;
        }
        return roundTrip > GOOD_MILLIS ? Quality.FAIR : Quality.GOOD;
    }

    private static String pill(Connection connection, Quality quality, boolean makeshift) {
        return switch (connection) {
            case Connection.Online(String region, long _, boolean confirmed)
            when !confirmed -> where(region, makeshift) + ", not confirmed";
            case Connection.Online(String region, long roundTrip, boolean _) ->
                where(region, makeshift) + ", " + roundTrip + " ms, " + quality.styleName();
            case Connection.Lost _ -> "No path, reconnecting";
            case Connection.SigningIn _ -> "Signing in";
            case Connection.SignedOut _ -> "Signed out";
        };
    }

    /** A region that is not where it should be, or not for long, is called that. */
    private static String where(String region, boolean makeshift) {
        return makeshift ? region + " for now" : region;
    }

    private static List<Activity> activities(ConsoleState state, int pageSize) {
        int pages = Math.max(1, (state.channels().size() + pageSize - 1) / pageSize);
        return java.util.stream.IntStream.range(0, pages)
                .mapToObj(page -> activity(
                        state,
                        state.channels()
                                .subList(
                                        page * pageSize,
                                        Math.min(state.channels().size(), (page + 1) * pageSize))))
                .toList();
    }

    private static Activity activity(ConsoleState state, List<ChannelState> channels) {
        boolean emergency = state.emergencies().stream()
                .filter(open -> open.state().open())
                .anyMatch(open -> channels.stream()
                        .anyMatch(channel -> channel.channel().id().equals(open.channel())));
        if (emergency) {
            return Activity.EMERGENCY;
        }
        return channels.stream().anyMatch(channel -> !channel.talkers().isEmpty()) ? Activity.TALKING : Activity.QUIET;
    }
}
