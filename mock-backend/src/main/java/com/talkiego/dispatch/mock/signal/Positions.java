package com.talkiego.dispatch.mock.signal;

import com.talkiego.dispatch.core.model.MemberKind;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.PositionChanged;
import com.talkiego.dispatch.mock.rooms.Actor;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who may sit down where somebody sits already, and who changes places in the middle of a session: never silently, and never while an
 * over of that position is in progress. On the thread {@code rooms} only.
 */
final class Positions {
    /** From this version on a client is told of positions. */
    private static final int SINCE_VERSION = 3;

    /** For so long a position whose socket is gone is kept from other operators: its own may be coming back. */
    private static final long RESERVED_MILLIS = 5_000;

    private static final long BUSY_MILLIS = 2_000;
    private static final int MOST_OUSTED = 1_000;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final Actor actor;
    private final TokenCheck tokens;
    private final Sessions sessions;
    private final Map<String, String> oustedByToken = new LinkedHashMap<>();

    Positions(Actor actor, TokenCheck tokens, Sessions sessions) {
        this.actor = actor;
        this.tokens = tokens;
        this.sessions = sessions;
    }

    /** Why the newcomer cannot have the seat of that session, null if it can. */
    ServerMessage.@Nullable Refused obstacle(Session sitting, ClientMessage.Hello hello, Identity newcomer) {
        String name = name(sitting);
        boolean alive = sitting.connection() != null;
        boolean own = sitting.identity().account().equals(newcomer.account());
        long cutMillis = TimeUnit.NANOSECONDS.toMillis(sitting.cutFor(actor.nanoTime()));
        if (!alive && (own || cutMillis >= RESERVED_MILLIS)) {
            return null;
        }
        if (hello.takeOver()) {
            return sitting.participant().talking()
                    ? new ServerMessage.Refused(
                            "position_busy",
                            name + " is in the middle of an over. It can be taken over once that has ended; try again",
                            BUSY_MILLIS)
                    : null;
        }
        String who = sitting.identity().alias() + " since " + CLOCK.format(sitting.since);
        return alive
                ? new ServerMessage.Refused(
                        "position_in_use",
                        name + " is in use by " + who + ". Sign off there first, or take the position over",
                        Welcoming.LATER_MILLIS)
                : new ServerMessage.Refused(
                        "position_in_use",
                        name + " was in use by " + who + ", whose connection broke a moment ago. Try again in "
                                + TimeUnit.MILLISECONDS.toSeconds(RESERVED_MILLIS)
                                + " s, or take the position over",
                        RESERVED_MILLIS - cutMillis);
    }

    /** Ends the session that sat there, after telling it and the others who has its place now. */
    void vacate(Session sitting, Identity newcomer) {
        Connection socket = sitting.connection();
        boolean own = sitting.identity().account().equals(newcomer.account());
        if (socket != null || !own) {
            Instant at = actor.now();
            tell(sitting, newcomer.alias(), PositionChanged.TAKEN_OVER, at);
            oustedByToken.put(
                    sitting.resumeToken,
                    name(sitting) + " was taken over by " + newcomer.alias() + " at " + CLOCK.format(at));
            if (oustedByToken.size() > MOST_OUSTED) {
                oustedByToken.remove(oustedByToken.keySet().iterator().next());
            }
        }
        if (socket != null) {
            socket.close(CloseReason.TAKEN_OVER);
        }
        sessions.end(sitting);
    }

    /** The sentence for a client that wants to go on with a session whose position was taken over; null if it was not. */
    @Nullable
    String ousted(ClientMessage.@Nullable Resume resume) {
        return resume == null ? null : oustedByToken.get(resume.token());
    }

    /** Another operator goes on with the session. */
    void change(Session session, ClientMessage.OperatorChange change) {
        Identity next;
        try {
            next = tokens.check(change.token());
        } catch (TokenRefused refused) {
            fail(
                    session,
                    change,
                    refused.expired() ? "token_expired" : "unauthorized",
                    String.valueOf(refused.getMessage()));
            return;
        }
        if (!session.named()
                || next.kind() != MemberKind.POSITION
                || !next.tenant().equals(session.identity().tenant())) {
            fail(session, change, "not_allowed", next.alias() + " cannot be the operator of this position");
        } else if (session.participant().talking()) {
            fail(
                    session,
                    change,
                    "position_busy",
                    "An over of this position is in progress. Change the operator once it has ended");
        } else {
            session.identity(next);
            tell(session, next.alias(), PositionChanged.OPERATOR_CHANGED, actor.now());
        }
    }

    private static void fail(Session session, ClientMessage.OperatorChange change, String code, String sentence) {
        session.say(new ServerMessage.Failed(change.ref(), code, sentence));
    }

    private void tell(Session about, String operator, String state, Instant at) {
        String position = about.member.alias();
        for (Session session : sessions.all()) {
            boolean concerned = session == about || session.member.kind() == MemberKind.POSITION;
            if (concerned
                    && session.protocol >= SINCE_VERSION
                    && session.identity().tenant().equals(about.identity().tenant())) {
                session.event(seq -> new PositionChanged(seq, position, operator, state, at));
            }
        }
    }

    private static String name(Session sitting) {
        return sitting.named() ? sitting.member.alias() : "This account";
    }
}
