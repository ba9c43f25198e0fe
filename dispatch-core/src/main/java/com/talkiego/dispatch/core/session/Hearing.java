package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState.Talker;
import com.talkiego.dispatch.core.model.ConsoleEvent;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Who is on the channels and who talks there, as the backend tells it. On {@code signalling} only. */
final class Hearing {
    private static final Duration LATE = Duration.ofSeconds(2);

    private final Actor actor;
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
        double seconds = Math.max(0, Duration.between(talker.since(), idle.at()).toMillis()) / 1000.0;
        return String.format(Locale.ROOT, "%s on %s, %.1f s", talker.member().alias(), line.name(), seconds);
    }

    private boolean self(Member member) {
        return member.id().equals(conversation.selfId());
    }
}
