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
    private final ChannelBoard board;
    private final Conversation conversation;
    private final Events events;
    private final Tally tally;

    Hearing(ChannelBoard board, Conversation conversation, Events events, Tally tally) {
        this.board = board;
        this.conversation = conversation;
        this.events = events;
        this.tally = tally;
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
        double seconds = Math.max(0, Duration.between(talker.since(), idle.at()).toMillis()) / 1000.0;
        String length = String.format(Locale.ROOT, "%.1f s", seconds);
        if (talker.slot() < 0) {
            tally.missed();
            line.missedOne();
            events.add(
                    ConsoleEvent.Kind.FAULT,
                    idle.channel(),
                    talker.member().alias() + " on " + line.name() + ", " + length + ": NOT RECEIVED, ask to repeat");
        } else {
            events.add(
                    ConsoleEvent.Kind.HEARD,
                    idle.channel(),
                    talker.member().alias() + " on " + line.name() + ", " + length);
        }
    }

    private boolean self(Member member) {
        return member.id().equals(conversation.selfId());
    }
}
