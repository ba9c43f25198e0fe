package com.talkiego.dispatch.mock.signal;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.DenyCause;
import com.talkiego.dispatch.core.model.RevokeCause;
import com.talkiego.dispatch.mock.rooms.Quotas;
import com.talkiego.dispatch.mock.rooms.Rooms;
import com.talkiego.dispatch.mock.rooms.TopologyChoice;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What can be done to a running SignalLayer and its rooms that no client asked for. Any thread; each call returns when it is done. */
public final class SignalFaults {
    private final Questions questions;
    private final Pace pace;
    private final Sessions sessions;
    private final Rooms rooms;

    SignalFaults(Questions questions, Pace pace, Sessions sessions, Rooms rooms) {
        this.questions = questions;
        this.pace = pace;
        this.sessions = sessions;
        this.rooms = rooms;
    }

    /** Takes in everything so many ms late from now on; what clients said earlier stays before it. */
    public void slow(long millis) {
        questions.order(() -> pace.slow(millis));
    }

    /** Takes and sends nothing for so many ms; sockets stay open. */
    public void stall(long millis) {
        questions.order(() -> pace.stall(millis));
    }

    /** Cuts the socket of a session, or all for null, without a close frame; how many were cut. */
    public int cut(@Nullable String session) {
        return questions.ask(() -> {
            List<Connection> hit = named(session).stream()
                    .map(Session::connection)
                    .filter(Objects::nonNull)
                    .toList();
            hit.forEach(connection -> connection.close(CloseReason.CUT));
            return hit.size();
        });
    }

    /** Cuts the media links of a session, or all for null; how many sessions were hit. */
    public int cutMedia(@Nullable String session) {
        return questions.ask(() -> {
            List<Session> hit = named(session);
            hit.forEach(one -> rooms.cutMedia(one.participant()));
            return hit.size();
        });
    }

    private List<Session> named(@Nullable String id) {
        return sessions.all().stream()
                .filter(session -> id == null || session.id.equals(id))
                .toList();
    }

    /** Tells slot assignments and releases so many ms late from now on. */
    public void delayAssignments(long millis) {
        questions.order(() -> rooms.faults().delayAssignments(millis));
    }

    /** Denies the next so many requests for that channel's floor. */
    public void refuseFloor(ChannelId channel, DenyCause cause, int count) {
        questions.order(() -> rooms.faults().refuseFloor(channel, cause, count));
    }

    /** Takes the floor from whoever has it; false if nobody has. */
    public boolean revoke(ChannelId channel, RevokeCause cause) {
        return questions.ask(() -> rooms.revoke(channel, cause));
    }

    /** Sets how the way of a channel's sound is chosen. */
    public void topology(ChannelId channel, TopologyChoice.Mode mode) {
        questions.order(() -> rooms.topology(channel, mode));
    }

    /** Makes the links between a channel's members fail; false if it uses none. */
    public boolean failLinks(ChannelId channel) {
        return questions.ask(() -> rooms.failLinks(channel));
    }

    /** Sets what a tenant and its clients may use of the rooms. */
    public void quotas(Quotas.Limits limits) {
        questions.order(() -> rooms.quotas().set(limits));
    }
}
