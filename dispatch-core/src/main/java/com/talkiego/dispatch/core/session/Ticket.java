package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.mix.TicketGate;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.Transmission;
import com.talkiego.dispatch.core.model.TransmitPhase;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One over of this position, from key-down to the last of its sound: what was wanted, granted and really passes. On {@code signalling} only. */
final class Ticket {
    /** How far it is. */
    enum Stage {
        /** Key down. */
        LIVE,
        /** In the floor's queue, microphone closed; a grant is taken by a new press only. */
        WAITING,
        /** Key up: what was taken in is still being sent. */
        DRAINING,
        /** Both gates closed, the rest is thrown away. */
        DISCARDING,
        /** Nothing of it is left but its result on the screen. */
        OVER
    }

    /** It on one channel. */
    static final class Leg {
        private final ChannelId channel;
        private TransmitPhase phase;
        private Instant since;
        private String reason;
        private int queuePosition;
        private long over = -1;

        Leg(ChannelId channel, TransmitPhase phase, String reason, Instant since) {
            this.channel = channel;
            this.phase = phase;
            this.reason = reason;
            this.since = since;
        }

        ChannelId channel() {
            return channel;
        }

        TransmitPhase phase() {
            return phase;
        }

        Instant since() {
            return since;
        }

        String reason() {
            return reason;
        }

        int queuePosition() {
            return queuePosition;
        }

        /** The backend's number of the over, -1 if it was never granted. */
        long over() {
            return over;
        }

        void become(TransmitPhase next, String why, Instant now) {
            phase = next;
            reason = why;
            since = now;
            queuePosition = 0;
        }

        void queued(int position, Instant now) {
            if (phase != TransmitPhase.QUEUED) {
                become(TransmitPhase.QUEUED, "", now);
            }
            queuePosition = position;
        }

        void granted(long number, Instant now) {
            over = number;
            become(TransmitPhase.GRANTED, "", now);
        }

        boolean unanswered() {
            return phase == TransmitPhase.REQUESTED || phase == TransmitPhase.QUEUED;
        }

        /** Granted and not taken back. */
        boolean onFloor() {
            return switch (phase) {
                case GRANTED, ON_AIR, NOT_CONFIRMED, STILL_SENDING -> true;
                case NONE, REQUESTED, QUEUED, REFUSED, CUT_OFF -> false;
            };
        }
    }

    private final Hold hold;
    private final int uplink;
    private final List<Leg> legs;
    private final Instant pressedAt;
    private final String source;
    private String wireName;

    Stage stage = Stage.LIVE;
    boolean held = true;
    boolean asked;
    boolean granted;
    boolean decided;
    boolean warned;
    boolean releaseOwed;
    long requestRef;
    long limitMillis;
    long grantedNanos;
    long passedNanos;
    long stageNanos;
    long endedNanos;
    long offeredUntilNanos;
    String cutReason = "";
    TicketGate.@Nullable Uplink gate = TicketGate.Uplink.HOLD;
    boolean intake = true;

    /** Whether its uplink is pushed to, and the peer sinks that carry it: as its channels' roads are. */
    boolean server = true;

    long peers;
    /** The plan that no longer names its gate, -1 while one does. */
    long goneRevision = -1;

    /** Whether its uplink is its own to give back. */
    boolean ownsUplink;

    /** @param uplink index of the uplink, -1 for a ticket refused before it had one */
    Ticket(Hold hold, String wireName, int uplink, List<Leg> legs, Instant pressedAt) {
        this.hold = hold;
        this.wireName = wireName;
        this.uplink = uplink;
        this.ownsUplink = uplink >= 0;
        this.legs = List.copyOf(legs);
        this.pressedAt = pressedAt;
        this.source = hold.names();
        if (uplink < 0) {
            gate = null;
            goneRevision = 0;
        }
    }

    Hold hold() {
        return hold;
    }

    long number() {
        return hold.ticket();
    }

    /** Its name on the SignalLayer. */
    String wireName() {
        return wireName;
    }

    void rename(String name) {
        wireName = name;
    }

    int uplink() {
        return uplink;
    }

    List<Leg> legs() {
        return legs;
    }

    @Nullable
    Leg leg(ChannelId channel) {
        for (Leg leg : legs) {
            if (leg.channel().equals(channel)) {
                return leg;
            }
        }
        return null;
    }

    List<ChannelId> channels(Predicate<Leg> which) {
        return legs.stream().filter(which).map(Leg::channel).toList();
    }

    boolean any(Predicate<Leg> which) {
        return legs.stream().anyMatch(which);
    }

    /** Whether it keeps a microphone or a floor busy. */
    boolean active() {
        return stage == Stage.LIVE || stage == Stage.DRAINING || stage == Stage.DISCARDING;
    }

    void enter(Stage next, long nowNanos) {
        stage = next;
        stageNanos = nowNanos;
    }

    @Nullable
    TicketGate gate() {
        TicketGate.Uplink state = gate;
        return state == null ? null : new TicketGate(number(), uplink, intake, state, hold.lease(), server, peers);
    }

    Transmission shown(long backlogMillis) {
        String names = hold.names();
        return new Transmission(
                number(),
                names.isEmpty() ? source : names,
                pressedAt,
                held,
                legs.stream()
                        .map(leg -> new Transmission.Leg(leg.channel(), leg.phase(), leg.reason()))
                        .toList(),
                limitMillis,
                backlogMillis);
    }
}
