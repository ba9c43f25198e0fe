package com.talkiego.dispatch.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that the operator can be shown, at one moment: immutable, made by the dispatch session alone, safe to read on any thread.
 * Every time in it is the server's.
 *
 * @param revision grows with every change
 * @param serverClockOffsetMillis server time less this computer's, in ms
 * @param channels in display order
 * @param transmissions live tickets of this position, oldest first
 * @param emergencies open ones first, newest first
 * @param alarms conditions that need a person, worst first
 * @param events newest last, at most {@link #MAX_EVENTS}
 * @param regions the backend's regions, and which of them this console is in
 */
public record ConsoleState(
        long revision,
        Connection connection,
        @Nullable Operator operator,
        long serverClockOffsetMillis,
        List<ChannelState> channels,
        List<Transmission> transmissions,
        List<Emergency> emergencies,
        List<Alarm> alarms,
        List<ConsoleEvent> events,
        Listening listening,
        RegionView regions) {
    public static final int MAX_EVENTS = 500;

    /** That channel as it is now; empty if this desk has it not. */
    public Optional<ChannelState> channel(ChannelId id) {
        return channels.stream().filter(each -> each.channel().id().equals(id)).findFirst();
    }

    /** Who is signed in, and at which desk; {@code change} says how the last change of operator stands. */
    public record Operator(String id, String name, String tenant, String role, String position, OperatorChange change) {
        /** Whom nobody wants to relieve. */
        public Operator(String id, String name, String tenant, String role, String position) {
            this(id, name, tenant, role, position, OperatorChange.NONE);
        }
    }

    /**
     * Another operator sits down while the desk goes on.
     *
     * @param busy whether one is being signed in now
     * @param refusal the sentence that says why the last one was not; else empty
     * @param done changes since the sign-in
     */
    public record OperatorChange(boolean busy, String refusal, int done) {
        public static final OperatorChange NONE = new OperatorChange(false, "", 0);
    }

    /**
     * How all channels are heard.
     *
     * @param allMutedUntil when all mute ends by itself; null when off
     * @param solo the only channel heard; null for all
     * @param selectVolumeDb master volume of the select output, in dB
     * @param unselectVolumeDb master volume of the unselect output, in dB
     * @param evened whether talkers are brought near one loudness
     */
    public record Listening(
            @Nullable Instant allMutedUntil,
            @Nullable ChannelId solo,
            double selectVolumeDb,
            double unselectVolumeDb,
            boolean evened) {}
}
