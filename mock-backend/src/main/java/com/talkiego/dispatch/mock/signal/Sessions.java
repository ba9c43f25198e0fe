package com.talkiego.dispatch.mock.signal;

import com.talkiego.dispatch.mock.rooms.Rooms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sessions there are, found by id, by resume token and by seat. */
final class Sessions {
    private final Map<String, Session> byId = new LinkedHashMap<>();
    private final Map<String, Session> byToken = new LinkedHashMap<>();
    private final Map<String, Session> bySeat = new LinkedHashMap<>();
    private final Rooms rooms;
    private final int most;
    private long mergedBefore;

    Sessions(Rooms rooms, int most) {
        this.rooms = rooms;
        this.most = most;
    }

    void add(Session session) {
        byId.put(session.id, session);
        byToken.put(session.resumeToken, session);
        bySeat.put(session.seat, session);
    }

    /** Ends a session for good. */
    void end(Session session) {
        if (byId.remove(session.id, session)) {
            byToken.remove(session.resumeToken);
            bySeat.remove(session.seat, session);
            session.detach();
            mergedBefore += session.merged();
            rooms.gone(session.participant());
        }
    }

    @Nullable
    Session byId(String id) {
        return byId.get(id);
    }

    @Nullable
    Session byToken(String token) {
        return byToken.get(token);
    }

    @Nullable
    Session bySeat(String seat) {
        return bySeat.get(seat);
    }

    boolean has(Session session) {
        return byId.get(session.id) == session;
    }

    /** How many events clients were not told since newer ones came while they lagged, of all sessions there ever were. */
    long merged() {
        return mergedBefore + byId.values().stream().mapToLong(Session::merged).sum();
    }

    boolean full() {
        return byId.size() >= most;
    }

    List<Session> all() {
        return new ArrayList<>(byId.values());
    }
}
