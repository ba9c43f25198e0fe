package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.ChannelState.Path;
import com.talkiego.dispatch.core.model.ChannelState.Talker;
import com.talkiego.dispatch.core.model.ChannelState.Transmit;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.model.MemberKind;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One channel of the desk: who is there, who talks, how it is heard. On {@code signalling} only. */
final class ChannelLine {
    /** How far joining it is. */
    enum Membership {
        WANTED,
        ASKED,
        JOINED,
        REFUSED
    }

    private static final int REMEMBERED = 32;

    /** The newest overs of a kind. */
    private static final class Recent {
        private final LinkedHashSet<Long> overs = new LinkedHashSet<>();

        void add(long over) {
            overs.add(over);
            if (overs.size() > REMEMBERED) {
                overs.removeFirst();
            }
        }

        void clear() {
            overs.clear();
        }

        boolean contains(long over) {
            return overs.contains(over);
        }
    }

    private final Channel channel;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<Long, Talker> talkers = new LinkedHashMap<>();
    private final Recent ended = new Recent();
    private final Recent carried = new Recent();
    private Membership membership = Membership.WANTED;
    private String refusal = "";
    private boolean selected;
    private boolean muted;
    private double volumeDb;
    private double pan;
    private @Nullable Member lastTalker;
    private @Nullable Instant lastHeard;
    private @Nullable Instant endedUntil;
    private @Nullable Instant deafSince;
    private int missed;
    private Transmit transmit = Transmit.NONE;
    private @Nullable ChannelState shown;

    ChannelLine(Channel channel, DeskMemory.Strip strip) {
        this.channel = channel;
        this.volumeDb = strip.volumeDb();
        this.pan = strip.pan();
        this.muted = strip.muted();
    }

    Channel channel() {
        return channel;
    }

    String name() {
        return channel.name();
    }

    Membership membership() {
        return membership;
    }

    String refusal() {
        return refusal;
    }

    boolean selected() {
        return selected;
    }

    boolean muted() {
        return muted;
    }

    double volumeDb() {
        return volumeDb;
    }

    double pan() {
        return pan;
    }

    DeskMemory.Strip strip() {
        return new DeskMemory.Strip(volumeDb, pan, muted);
    }

    @Nullable
    Talker talker(long over) {
        return talkers.get(over);
    }

    /** Who has the floor, or is heard. */
    List<Talker> talkers() {
        return List.copyOf(talkers.values());
    }

    /** How many are there, this position included. */
    int present() {
        return members.size();
    }

    void asked() {
        membership = Membership.ASKED;
        changed();
    }

    void refused(String sentence) {
        membership = Membership.REFUSED;
        refusal = sentence;
        changed();
    }

    /** As found on joining: replaces who was known to be there. */
    void joined(List<Member> present) {
        membership = Membership.JOINED;
        refusal = "";
        members.clear();
        present.forEach(member -> members.put(member.id(), member));
        talkers.clear();
        changed();
    }

    /**
     * What was joined is not any more: the session it belonged to is gone. Another may number its overs anew.
     *
     * @param toldUntil the server time up to which that session told everything; null if nothing is to be caught up with
     */
    void forgotten(@Nullable Instant toldUntil) {
        Instant heardUntil = endedUntil;
        // What is not caught up with yet from an earlier gap goes on being missing.
        if (membership == Membership.JOINED && toldUntil != null && deafSince == null) {
            deafSince = heardUntil == null || toldUntil.isAfter(heardUntil) ? toldUntil : heardUntil;
        }
        endedUntil = null;
        membership = Membership.WANTED;
        ended.clear();
        carried.clear();
        members.clear();
        talkers.clear();
        changed();
    }

    /**
     * Another session has taken over from one that told everything up to now.
     *
     * @param now in server time
     */
    void moved(Instant now) {
        forgotten(null);
        endedUntil = now;
    }

    void presence(ServerMessage.Presence news) {
        news.went().forEach(member -> members.remove(member.id()));
        news.came().forEach(member -> members.put(member.id(), member));
        changed();
    }

    /** Somebody has the floor, or is heard in a slot (-1 for none yet). An over that ended already stays ended. */
    void talking(long over, Member member, boolean emergency, Instant since, int slot) {
        if (slot >= 0) {
            carried.add(over);
        }
        if (ended.contains(over)) {
            return;
        }
        Talker known = talkers.get(over);
        talkers.put(
                over,
                new Talker(
                        over,
                        member,
                        emergency || (known != null && known.emergency()),
                        known == null ? since : known.since(),
                        slot >= 0 || known == null ? slot : known.slot(),
                        member.kind() == MemberKind.POSITION));
        changed();
    }

    /** Since when overs ended here of which nobody at this desk was told, in server time; null if none did. */
    @Nullable
    Instant deafSince() {
        return deafSince;
    }

    /** What was missed is known. */
    void caughtUp() {
        deafSince = null;
    }

    /** Ends a talker's over; the talker, or null if it was unknown. */
    @Nullable
    Talker silent(long over, Instant at) {
        Talker talker = talkers.remove(over);
        ended.add(over);
        endedUntil = at;
        if (talker != null) {
            lastTalker = talker.member();
            lastHeard = at;
            changed();
        }
        return talker;
    }

    /** Whether a receive slot was ever assigned to that over, as far as remembered. */
    boolean carried(long over) {
        return carried.contains(over);
    }

    void missedOne() {
        missed++;
        changed();
    }

    void attended() {
        missed = 0;
        changed();
    }

    void select(boolean on) {
        selected = on;
        changed();
    }

    void mute(boolean on) {
        muted = on;
        changed();
    }

    void volume(double dB) {
        volumeDb = dB;
        changed();
    }

    void pan(double position) {
        pan = position;
        changed();
    }

    Transmit transmit() {
        return transmit;
    }

    void transmit(Transmit own) {
        if (!own.equals(transmit)) {
            transmit = own;
            changed();
        }
    }

    /** Something outside it that is shown with it changed: its path. */
    void changed() {
        shown = null;
    }

    ChannelState state(Path path) {
        ChannelState current = shown;
        if (current == null || !current.path().equals(path)) {
            current = new ChannelState(
                    channel,
                    path,
                    selected,
                    muted,
                    volumeDb,
                    pan,
                    List.copyOf(talkers.values()),
                    lastTalker,
                    lastHeard,
                    missed,
                    members.size(),
                    transmit);
            shown = current;
        }
        return current;
    }
}
