package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.MixPlan;
import com.talkiego.dispatch.core.mix.SlotPlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules by which channels are mixed, made into plans for the engine. On {@code signalling} only. */
final class Mixing {
    /** How much quieter channels are that are not selected, once something is. */
    static final double UNSELECTED_DB = -9;

    /** Emergency sound is never below that. */
    static final double EMERGENCY_DB = -3;

    /** A master at or below that counts as silent. */
    static final double SILENT_DB = -40;

    private final ChannelBoard board;
    private final Emergencies emergencies;
    private final AudioPort audio;
    private long revision;

    Mixing(ChannelBoard board, Emergencies emergencies, AudioPort audio) {
        this.board = board;
        this.emergencies = emergencies;
        this.audio = audio;
    }

    /** Publishes how those slots sound now; the plan's revision. */
    long publish(List<ReceiveSlots.@Nullable Assignment> slots) {
        boolean anySelected = board.anySelected();
        List<@Nullable SlotPlan> plans = new ArrayList<>(slots.size());
        for (ReceiveSlots.Assignment assignment : slots) {
            ChannelLine line = assignment == null ? null : board.line(assignment.channel());
            plans.add(assignment == null || line == null ? null : plan(assignment, line, anySelected));
        }
        revision++;
        audio.mix(new MixPlan(
                revision,
                plans,
                linear(board.masterVolume(Bus.SELECT)),
                linear(board.masterVolume(Bus.UNSELECT)),
                1f,
                board.evened()));
        return revision;
    }

    private SlotPlan plan(ReceiveSlots.Assignment assignment, ChannelLine line, boolean anySelected) {
        Bus bus = line.selected() ? Bus.SELECT : Bus.UNSELECT;
        double dB = line.volumeDb() + (anySelected && !line.selected() ? UNSELECTED_DB : 0);
        boolean guarded = assignment.emergency() || emergencies.covers(assignment.channel(), assignment.talker());
        boolean heard = board.wanted(line);
        if (guarded) {
            dB = heard ? Math.max(dB, EMERGENCY_DB) : EMERGENCY_DB;
        }
        if (guarded || (heard && board.masterVolume(bus) > SILENT_DB)) {
            assignment.played();
        }
        float gain = guarded || heard ? linear(dB) : 0f;
        return new SlotPlan(
                assignment.heardAs(),
                bus,
                gain,
                (float) line.pan(),
                guarded,
                assignment.continues(),
                key(assignment.talker().id()));
    }

    /** A talker's number, never that of nobody; two with the same one would be evened as one. */
    private static long key(String talker) {
        return 1 + Integer.toUnsignedLong(talker.hashCode());
    }

    private static float linear(double dB) {
        return dB <= ChannelBoard.LOWEST_MASTER_DB ? 0f : (float) Math.pow(10, dB / 20);
    }
}
