package com.talkiego.dispatch.console.search;

import com.talkiego.dispatch.console.ports.ConsoleActions;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.ConsoleState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Finds channels, units lately heard and commands by a few letters: every typed word must start a word of the line. */
public final class SearchViewModel {
    private static final int MOST = 12;

    private final List<Finding> all = new ArrayList<>();

    /**
     * @param goTo brings a channel on the screen
     * @param window what the window itself can do
     */
    public SearchViewModel(ConsoleState state, ConsoleActions actions, Consumer<ChannelId> goTo, List<Finding> window) {
        for (ChannelState channel : state.channels()) {
            ChannelId id = channel.channel().id();
            all.add(new Finding(channel.channel().name(), "Select channel", () -> {
                actions.select(id);
                goTo.accept(id);
            }));
        }
        for (ChannelState channel : state.channels()) {
            ChannelId id = channel.channel().id();
            channel.talkers()
                    .forEach(talker -> unit(talker.member().alias(), "talking on", channel, () -> goTo.accept(id)));
            var last = channel.lastTalker();
            if (last != null && channel.talkers().isEmpty()) {
                unit(last.alias(), "last on", channel, () -> goTo.accept(id));
            }
        }
        boolean allMuted = state.listening().allMutedUntil() != null;
        all.add(new Finding(allMuted ? "End all mute" : "All mute", "Command", () -> actions.allMute(!allMuted)));
        all.add(new Finding("Clear selection", "Command", actions::clearSelection));
        all.add(new Finding("End solo", "Command", () -> actions.solo(null)));
        all.add(new Finding("Acknowledge alarms", "Command", actions::acknowledgeAlarms));
        all.addAll(window);
        all.add(new Finding("Sign out", "Command", actions::signOut));
    }

    private void unit(String alias, String word, ChannelState channel, Runnable action) {
        all.add(new Finding(alias, word + " " + channel.channel().name(), action));
    }

    /** The best lines for a text, at most twelve; those whose own name starts with it come first. */
    public List<Finding> find(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        List<String> words = List.of(wanted.split("\\s+", -1));
        return all.stream()
                .filter(finding -> words.stream().allMatch(word -> matches(finding, word)))
                .sorted(java.util.Comparator.comparing(
                        finding -> !finding.title().toLowerCase(Locale.ROOT).startsWith(wanted)))
                .limit(MOST)
                .toList();
    }

    private static boolean matches(Finding finding, String word) {
        String line = " " + (finding.title() + " " + finding.kind()).toLowerCase(Locale.ROOT);
        return line.contains(" " + word);
    }
}
