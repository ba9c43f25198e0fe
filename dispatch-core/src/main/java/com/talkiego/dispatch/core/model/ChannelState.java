package com.talkiego.dispatch.core.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One channel as the console has it now.
 *
 * @param path whether it can be heard, and if not why
 * @param volumeDb fader, in dB, 0 for unity
 * @param pan -1 left to 1 right
 * @param talkers who is heard on it now
 * @param lastTalker who spoke last, and {@code lastHeard} when that ended; null if nobody yet
 * @param missed overs not played to the operator since the channel was last attended to
 * @param members how many are on the channel
 * @param transmit what this position's newest ticket does on this channel
 */
public record ChannelState(
        Channel channel,
        Path path,
        boolean selected,
        boolean muted,
        double volumeDb,
        double pan,
        List<Talker> talkers,
        @Nullable Member lastTalker,
        @Nullable Instant lastHeard,
        int missed,
        int members,
        Transmit transmit) {

    /** Whether a channel can be heard. */
    public sealed interface Path {
        /** Not asked for yet, or asked and not answered. */
        record Joining() implements Path {}

        /**
         * Joined.
         *
         * @param kind how its audio comes in
         * @param roundTripMillis of the worst link to another member, in ms; 0 while unknown, and through the server
         * @param lossFraction lost packets of the worst link to another member, lately, 0 to 1; 0 through the server
         * @param why the backend's reason for that kind, a sentence; empty where there was no choice
         */
        record Up(PathKind kind, int roundTripMillis, double lossFraction, String why) implements Path {
            /** Without a reason. */
            public Up(PathKind kind, int roundTripMillis, double lossFraction) {
                this(kind, roundTripMillis, lossFraction, "");
            }

            /** Of which nothing more is known. */
            public Up(PathKind kind) {
                this(kind, 0, 0);
            }
        }

        /** Not heard; {@code reason} is a sentence. */
        record Down(String reason) implements Path {}
    }

    /** How a channel's audio comes in. */
    public enum PathKind {
        DIRECT,
        RELAYED,
        SFU
    }

    /**
     * Somebody heard on a channel.
     *
     * @param slot the receive slot that carries it, whose meter in the engine is the channel's; -1 while none is assigned
     * @param otherPosition whether it is another dispatch position
     */
    public record Talker(long over, Member member, boolean emergency, Instant since, int slot, boolean otherPosition) {}

    /**
     * This position's own transmission on a channel, as shown on its card.
     *
     * @param since when this phase began
     * @param reason why it was refused, cut off or left out; empty otherwise
     * @param queuePosition from 1 while queued, else 0
     */
    public record Transmit(TransmitPhase phase, Instant since, String reason, int queuePosition) {
        public static final Transmit NONE = new Transmit(TransmitPhase.NONE, Instant.EPOCH, "", 0);
    }
}
