package com.talkiego.dispatch.mock.signal;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a client that lags has not been told yet, and need not be told twice: of each thing that merely is so, the newest. It has no
 * number before it is said, so no event is ever missing from the client's count. What happened once (floor, slots, alarms) is never
 * held here. On the thread {@code rooms}.
 */
final class Unsaid {
    /** What a state is of: only the newest of each counts. */
    private sealed interface Subject {
        record Presence(ChannelId channel) implements Subject {}

        record Topology(ChannelId channel) implements Subject {}

        record Position(String name) implements Subject {}

        record Regions() implements Subject {}
    }

    private final Map<Subject, ServerMessage> held = new LinkedHashMap<>();
    private long merged;

    /** Holds a state, in place of an older one of the same; false if it is none and has to be said. */
    boolean holds(ServerMessage message) {
        switch (message) {
            case ServerMessage.Presence news -> hold(new Subject.Presence(news.channel()), news);
            case ServerMessage.Topology news -> hold(new Subject.Topology(news.channel()), news);
            case ServerMessage.RegionLinks news -> hold(new Subject.Regions(), news);
            case ServerMessage.PositionChanged news
            when news.state().equals(ServerMessage.PositionChanged.OPERATOR_CHANGED) ->
                hold(new Subject.Position(news.position()), news);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void hold(Subject subject, ServerMessage news) {
        ServerMessage older = held.get(subject);
        if (older == null) {
            held.put(subject, news);
        } else {
            merged++;
            held.put(
                    subject,
                    older instanceof ServerMessage.Presence first && news instanceof ServerMessage.Presence then
                            ? both(first, then)
                            : news);
        }
    }

    /** Who came and who went after both: of each member only the last counts. */
    private static ServerMessage.Presence both(ServerMessage.Presence first, ServerMessage.Presence then) {
        Map<String, Member> came = new LinkedHashMap<>();
        Map<String, Member> went = new LinkedHashMap<>();
        for (ServerMessage.Presence news : List.of(first, then)) {
            for (Member member : news.went()) {
                came.remove(member.id());
                went.put(member.id(), member);
            }
            for (Member member : news.came()) {
                went.remove(member.id());
                came.put(member.id(), member);
            }
        }
        return new ServerMessage.Presence(0, first.channel(), List.copyOf(came.values()), List.copyOf(went.values()));
    }

    /** All of it, which is held no longer; in the order in which it first was. */
    List<ServerMessage> all() {
        return taken(subject -> true);
    }

    /**
     * What has to be said before any floor, slot or alarm event, since its place among them has a meaning: which way a channel's sound
     * goes, with who is on it, and who sits where.
     */
    List<ServerMessage> ordered() {
        return taken(subject -> switch (subject) {
            case Subject.Presence presence -> held.containsKey(new Subject.Topology(presence.channel()));
            case Subject.Regions _ -> false;
            case Subject.Topology _, Subject.Position _ -> true;
        });
    }

    private List<ServerMessage> taken(Predicate<Subject> which) {
        List<Subject> subjects = held.keySet().stream().filter(which).toList();
        List<ServerMessage> messages = new ArrayList<>();
        subjects.forEach(subject -> messages.add(held.remove(subject)));
        return messages;
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** How many events were left out for newer ones. */
    long merged() {
        return merged;
    }

    /** The same with its number. */
    static ServerMessage numbered(ServerMessage state, long seq) {
        return switch (state) {
            case ServerMessage.Presence it -> new ServerMessage.Presence(seq, it.channel(), it.came(), it.went());
            case ServerMessage.Topology it ->
                new ServerMessage.Topology(
                        seq, it.channel(), it.topology(), it.state(), it.revision(), it.reason(), it.links());
            case ServerMessage.RegionLinks it -> new ServerMessage.RegionLinks(seq, it.unreachable());
            case ServerMessage.PositionChanged it ->
                new ServerMessage.PositionChanged(seq, it.position(), it.operator(), it.state(), it.at());
            default -> throw new IllegalArgumentException("Never held: " + state.getClass());
        };
    }
}
