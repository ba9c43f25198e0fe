package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState.Talker;
import com.talkiego.dispatch.core.model.ConsoleEvent;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Who is on the channels and who talks there, as the backend tells it. On {@code signalling} only. */
final class Hearing {
    private static final Duration LATE = Duration.ofSeconds(2);

    /** Overs missed on a channel that get a line each. */
    private static final int LISTED = 20;

    private static final int OWN_KEPT = 16;

    private final Actor actor;
    private final LinkedHashSet<String> own = new LinkedHashSet<>();
    private boolean historyShort;
    private final ChannelBoard board;
    private final Conversation conversation;
    private final Events events;
    private final Tally tally;
    private final Runnable changed;

    Hearing(Actor actor, ChannelBoard board, Conversation conversation, Events events, Tally tally, Runnable changed) {
        this.actor = actor;
        this.board = board;
        this.conversation = conversation;
        this.events = events;
        this.tally = tally;
        this.changed = changed;
    }

    void joined(ServerMessage.JoinedChannel found) {
        ChannelLine line = board.line(found.id());
        if (line == null) {
            return;
        }
        line.joined(found.members());
        ServerMessage.Talking talking = found.talking();
        if (talking != null && !self(talking.talker())) {
            line.talking(talking.over(), talking.talker(), talking.emergency(), talking.since(), -1);
        }
    }

    /** Another session begins, in which this client has another id. */
    void self(String id) {
        own.add(id);
        if (own.size() > OWN_KEPT) {
            own.removeFirst();
        }
    }

    /** Lists what was said while there was no session, and counts it as missed; then the channels are up to date. */
    void missed(List<ServerMessage.JoinedChannel> channels) {
        Instant unknownSince = null;
        for (ServerMessage.JoinedChannel found : channels) {
            ChannelLine line = board.line(found.id());
            Instant since = line == null ? null : line.deafSince();
            if (line == null || since == null) {
                continue;
            }
            missed(line, found, since);
            if (found.missedMore() && (unknownSince == null || since.isBefore(unknownSince))) {
                unknownSince = since;
            }
            line.caughtUp();
        }
        if (unknownSince != null && !historyShort) {
            historyShort = true;
            String sentence = "The backend does not know all that was said while the connection was away. Ask for a"
                    + " repetition where it matters";
            events.add(ConsoleEvent.Kind.FAULT, null, sentence, unknownSince);
        }
    }

    private void missed(ChannelLine line, ServerMessage.JoinedChannel found, Instant since) {
        List<ServerMessage.MissedOver> all = found.missed();
        List<ServerMessage.MissedOver> overs = all == null
                ? List.of()
                : all.stream()
                        .filter(over -> over.to().isAfter(since)
                                && !own.contains(over.talker().id()))
                        .toList();
        int listed = Math.min(overs.size(), LISTED);
        if (listed < overs.size()) {
            int others = overs.size() - listed;
            events.add(
                    ConsoleEvent.Kind.FAULT,
                    found.id(),
                    others + " more overs on " + line.name() + " MISSED while the connection was away",
                    overs.getFirst().from());
        }
        overs.forEach(over -> {
            tally.missed();
            line.missedOne();
        });
        for (ServerMessage.MissedOver over : overs.subList(overs.size() - listed, overs.size())) {
            String how = over.from().isBefore(since) ? "PARTLY MISSED" : "MISSED";
            String what = over.emergency() ? "EMERGENCY over of " : "";
            String sentence = what + what(line, over.talker(), over.from(), over.to()) + ": " + how
                    + " while the connection was away, ask to repeat";
            events.add(ConsoleEvent.Kind.FAULT, found.id(), sentence, over.from());
        }
    }

    /** A session goes on, or begins: what is not known of the time before is told once for each. */
    void welcomed() {
        historyShort = false;
    }

    void presence(ServerMessage.Presence news) {
        ChannelLine line = board.line(news.channel());
        if (line == null) {
            return;
        }
        line.presence(news);
        tell(news.channel(), news.came(), " joined ");
        tell(news.channel(), news.went(), " left ");
    }

    private void tell(ChannelId channel, List<Member> members, String deed) {
        String names = members.stream()
                .filter(member -> !self(member))
                .map(Member::alias)
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            events.add(ConsoleEvent.Kind.PRESENCE, channel, names + deed + board.name(channel));
        }
    }

    void taken(ServerMessage.FloorTaken taken) {
        ChannelLine line = board.line(taken.channel());
        if (line != null && !self(taken.talker())) {
            line.talking(taken.over(), taken.talker(), taken.emergency(), taken.since(), -1);
        }
    }

    void idle(ServerMessage.FloorIdle idle) {
        ChannelLine line = board.line(idle.channel());
        Talker talker = line == null ? null : line.silent(idle.over(), idle.at());
        if (line == null || talker == null) {
            return;
        }
        if (line.carried(idle.over())) {
            heard(line, talker, idle);
        } else {
            // Its slot may be announced late; the sound waits for that.
            actor.after(LATE, () -> judge(line, talker, idle));
        }
    }

    private void judge(ChannelLine line, Talker talker, ServerMessage.FloorIdle idle) {
        if (line.carried(idle.over())) {
            heard(line, talker, idle);
            return;
        }
        tally.missed();
        line.missedOne();
        String sentence = what(line, talker, idle) + ": NOT RECEIVED, ask to repeat";
        events.add(ConsoleEvent.Kind.FAULT, idle.channel(), sentence);
        changed.run();
    }

    private void heard(ChannelLine line, Talker talker, ServerMessage.FloorIdle idle) {
        events.add(ConsoleEvent.Kind.HEARD, idle.channel(), what(line, talker, idle));
        changed.run();
    }

    private static String what(ChannelLine line, Talker talker, ServerMessage.FloorIdle idle) {
        return what(line, talker.member(), talker.since(), idle.at());
    }

    private static String what(ChannelLine line, Member talker, Instant from, Instant to) {
        Duration lasted = Duration.between(from, to);
        double seconds = Math.max(0, lasted.getSeconds() + lasted.getNano() / 1e9);
        return String.format(Locale.ROOT, "%s on %s, %.1f s", talker.alias(), line.name(), seconds);
    }

    private boolean self(Member member) {
        return member.id().equals(conversation.selfId());
    }
}
