package com.talkiego.dispatch.mock.signal;

import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.model.MemberKind;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ProtocolVersion;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.mock.rooms.Actor;
import com.talkiego.dispatch.mock.rooms.Rooms;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** How a client comes in: its version, its token, the session it wants to go on with, the seat it takes. */
final class Welcoming {
    private static final int SECRET_BYTES = 32;
    private static final int LONGEST_NAME = 64;
    private static final int FIRST_WITH_LINKS = 3;
    private static final int MOST_LINKS = 1_024;
    static final long LATER_MILLIS = 5_000;

    private final Actor actor;
    private final SignalSettings settings;
    private final TokenCheck tokens;
    private final Rooms rooms;
    private final Sessions sessions;
    private final Positions positions;
    private final SecureRandom random = new SecureRandom();
    private volatile RegionDoor door = RegionDoor.OPEN;
    private long last;

    Welcoming(
            Actor actor,
            SignalSettings settings,
            TokenCheck tokens,
            Rooms rooms,
            Sessions sessions,
            Positions positions) {
        this.actor = actor;
        this.settings = settings;
        this.tokens = tokens;
        this.rooms = rooms;
        this.sessions = sessions;
        this.positions = positions;
    }

    void behind(RegionDoor now) {
        door = now;
    }

    /** Sends away who cannot come in here; a client too old for a redirect is refused with its sentence. */
    private boolean sentAway(Connection from, Identity identity, int protocol) {
        RegionDoor.Elsewhere elsewhere = door.elsewhere(identity.tenant());
        if (elsewhere == null) {
            return false;
        }
        ServerMessage.Redirect redirect = elsewhere.redirect();
        if (redirect == null || protocol < SignalLayer.REDIRECTS_FROM) {
            refuse(from, "region", elsewhere.text(), LATER_MILLIS);
        } else {
            from.say(redirect);
            from.close(CloseReason.REFUSED);
        }
        return true;
    }

    void hello(Connection from, ClientMessage.Hello hello) {
        int protocol = Math.min(hello.protocol(), ProtocolVersion.CURRENT);
        if (protocol < ProtocolVersion.OLDEST || protocol < hello.oldest()) {
            refuse(
                    from,
                    "version",
                    "This server speaks versions " + ProtocolVersion.OLDEST + " to " + ProtocolVersion.CURRENT
                            + " of the protocol; install a matching client",
                    0);
            return;
        }
        Identity identity;
        try {
            identity = tokens.check(hello.token());
        } catch (TokenRefused refused) {
            refuse(from, refused.expired() ? "token_expired" : "unauthorized", String.valueOf(refused.getMessage()), 0);
            return;
        }
        if (identity.position() != null && !identity.position().equals(hello.position())) {
            refuse(from, "unauthorized", "This token is for another position; sign in at this one", 0);
            return;
        }
        if (tooLong(hello.position()) || tooLong(hello.room())) {
            refuse(from, "unauthorized", "The name of a position or a room has at most 64 characters", 0);
            return;
        }
        String ousted = hello.takeOver() ? null : positions.ousted(hello.resume());
        if (ousted != null) {
            refuse(from, "taken_over", ousted, 0);
        } else if (!resumed(from, hello.resume(), identity)) {
            begin(from, hello, identity, protocol);
        }
    }

    /** Goes on with an earlier session if that is known, belongs to the same account and missed nothing that is forgotten. */
    private boolean resumed(Connection from, ClientMessage.@Nullable Resume resume, Identity identity) {
        Session session = resume == null ? null : sessions.byToken(resume.token());
        if (resume == null
                || session == null
                || !session.identity().account().equals(identity.account())
                || !session.identity().tenant().equals(identity.tenant())) {
            return false;
        }
        Connection old = session.connection();
        if (old != null) {
            old.close(CloseReason.SUPERSEDED);
        }
        session.journal.trim(actor.nanoTime());
        if (!session.journal.reaches(resume.lastSeq())) {
            sessions.end(session);
            return false;
        }
        session.certified(identity.fingerprints());
        session.attach(from);
        welcome(from, session, true);
        session.journal.after(resume.lastSeq()).forEach(from::send);
        rooms.back(session.participant());
        return true;
    }

    private void begin(Connection from, ClientMessage.Hello hello, Identity identity, int protocol) {
        if (sentAway(from, identity, protocol)) {
            return;
        }
        String seat = seat(hello, identity);
        Session sitting = sessions.bySeat(seat);
        ServerMessage.Refused obstacle = sitting == null ? null : positions.obstacle(sitting, hello, identity);
        if (obstacle == null && sitting == null && sessions.full()) {
            obstacle =
                    new ServerMessage.Refused("quota", "The server has no room for another client now", LATER_MILLIS);
        }
        if (obstacle != null) {
            from.say(obstacle);
            from.close(CloseReason.REFUSED);
            return;
        }
        if (sitting != null) {
            positions.vacate(sitting, identity);
        }
        String region = door.region();
        // Positions are known by their session's id, in every region.
        String id = (region == null ? "s" : region + "-s") + ++last;
        Session session = new Session(
                id,
                secret(),
                identity,
                member(id, hello, identity),
                new Session.Claim(seat, desk(hello, identity), protocol, shortened(hello.client())),
                new Journal(settings.journalEvents(), settings.journalMillis()),
                actor,
                tokens);
        session.enteredAs(rooms.enter(
                id, identity.tenant(), session.member, identity.maxChannels(), peerLinks(hello, protocol), session));
        session.certified(identity.fingerprints());
        sessions.add(session);
        session.attach(from);
        welcome(from, session, false);
        rooms.welcomed(session.participant());
    }

    /** Links to other members came with version 3. */
    private static int peerLinks(ClientMessage.Hello hello, int protocol) {
        return protocol < FIRST_WITH_LINKS ? 0 : Math.clamp(hello.peerLinks(), 0, MOST_LINKS);
    }

    private void welcome(Connection from, Session session, boolean resumed) {
        from.say(new ServerMessage.Welcome(
                session.protocol,
                session.id,
                session.resumeToken,
                resumed,
                session.member,
                actor.now(),
                settings.beatMillis(),
                rooms.slotsToOffer(session.identity().tenant(), session.member.kind()),
                rooms.uplinks(),
                settings.ptimeMillis(),
                door.region()));
    }

    /** A position's id is its session's, since one account may sit at several. */
    private static Member member(String id, ClientMessage.Hello hello, Identity identity) {
        String position = hello.position();
        if (identity.kind() != MemberKind.POSITION) {
            return new Member(identity.account(), identity.alias(), identity.kind(), null);
        }
        return new Member(id, position == null ? identity.alias() : position, MemberKind.POSITION, hello.room());
    }

    private static String seat(ClientMessage.Hello hello, Identity identity) {
        return identity.tenant()
                + (desk(hello, identity) ? " position " + hello.position() : " account " + identity.account());
    }

    private static boolean desk(ClientMessage.Hello hello, Identity identity) {
        return identity.kind() == MemberKind.POSITION && hello.position() != null;
    }

    private static void refuse(Connection from, String code, String sentence, long retryAfterMillis) {
        from.say(new ServerMessage.Refused(code, sentence, retryAfterMillis));
        from.close(CloseReason.REFUSED);
    }

    private static boolean tooLong(@Nullable String name) {
        return name != null && name.length() > LONGEST_NAME;
    }

    private static String shortened(String name) {
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
