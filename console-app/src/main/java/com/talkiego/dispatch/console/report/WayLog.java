package com.talkiego.dispatch.console.report;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.ChannelState.Path;
import com.talkiego.dispatch.core.model.ChannelState.PathKind;
import com.talkiego.dispatch.core.model.ConsoleState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which way each channel comes in, and how often that changed while it was heard. Any thread. */
final class WayLog {
    private final Map<ChannelId, PathKind> known = new LinkedHashMap<>();
    private List<Report.Way> now = List.of();
    private int changes;

    /** Takes note of a state. */
    synchronized void learn(ConsoleState state) {
        List<Report.Way> ways = new ArrayList<>();
        for (ChannelState line : state.channels()) {
            if (line.path() instanceof Path.Up up) {
                PathKind before = known.put(line.channel().id(), up.kind());
                changes += before != null && before != up.kind() ? 1 : 0;
                ways.add(new Report.Way(
                        line.channel().id().value(),
                        up.kind().name().toLowerCase(Locale.ROOT),
                        up.why(),
                        up.roundTripMillis(),
                        up.lossFraction()));
            }
        }
        now = ways;
    }

    /** Every channel that is heard now. */
    synchronized List<Report.Way> ways() {
        return List.copyOf(now);
    }

    synchronized int changes() {
        return changes;
    }
}
