package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Cue;
import com.talkiego.dispatch.core.mix.KeyingPlan;
import com.talkiego.dispatch.core.mix.MixPlan;
import com.talkiego.dispatch.core.mix.TicketGate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An audio port that counts frames the way a microphone path does: 10 ms at a time, gates and lease obeyed. */
final class FakeAudio implements AudioPort {
    private static final int SILENCE_FRAMES = 6;
    private static final long MILLION = 1_000_000;

    /** One over buffer. */
    static final class Over {
        final int uplink;
        long taken;
        long backlog;
        long sent;
        int silence;
        boolean closed;
        boolean lapsed;
        boolean ended;
        boolean intakeOpen;

        Over(int uplink) {
            this.uplink = uplink;
        }
    }

    final Map<Long, Over> overs = new HashMap<>();
    final List<String> cues = new ArrayList<>();
    MixPlan mix = MixPlan.EMPTY;
    KeyingPlan keying = KeyingPlan.EMPTY;
    boolean mixing = true;
    boolean capturing = true;
    boolean draining = true;
    long sincePullMillis;
    long sinceSelectMillis;
    long sinceUnselectMillis;
    boolean selectDevice = true;
    boolean unselectDevice = true;
    boolean microphone = true;
    long drops;

    /** What every slot says of its silence. */
    long quietMillis = 10_000;

    private long mixPassed;

    /** By slot, the over the engine would play through it; set by tests. */
    final long[] playing = new long[300];

    /** By slot, the frames of sound that came in, and those nobody announced; set by tests. */
    final long[] sounded = new long[300];

    final long[] unannounced = new long[300];

    /** The first slot for links to members. */
    static final int PEERS = 256;

    private long keyingPassed;

    /** One microphone frame. */
    void frame(long nowNanos) {
        if (mixing) {
            mixPassed = mix.revision();
        }
        if (!capturing) {
            return;
        }
        for (TicketGate gate : keying.gates()) {
            frame(overs.computeIfAbsent(gate.ticket(), ticket -> new Over(gate.uplink())), gate, nowNanos);
        }
        keyingPassed = keying.revision();
    }

    private void frame(Over over, TicketGate gate, long nowNanos) {
        boolean live = gate.lease().live(nowNanos);
        if (gate.intake() && !live && !over.closed) {
            over.lapsed = true;
        }
        if (!gate.intake() || !live || gate.uplinkGate() == TicketGate.Uplink.DISCARD) {
            over.closed = true;
        }
        over.intakeOpen = !over.closed;
        if (over.intakeOpen) {
            over.taken += 10;
            over.backlog += 10;
        }
        switch (gate.uplinkGate()) {
            case HOLD -> {}
            case DISCARD -> {
                over.backlog = 0;
                end(over);
            }
            case SEND -> {
                if (over.backlog > 0 && draining) {
                    over.backlog -= 10;
                    over.sent += 10;
                } else if (over.closed && over.backlog == 0) {
                    end(over);
                }
            }
        }
    }

    private static void end(Over over) {
        over.silence++;
        over.ended = over.sent == 0 || over.silence >= SILENCE_FRAMES;
    }

    Over of(long ticket) {
        return overs.computeIfAbsent(ticket, none -> new Over(-1));
    }

    /** The gate of a ticket in the newest plan. */
    TicketGate gate(long ticket) {
        return keying.gates().stream()
                .filter(gate -> gate.ticket() == ticket)
                .findFirst()
                .orElseThrow(() -> new AssertionError("ticket " + ticket + " has no gate in " + keying));
    }

    boolean hasGate(long ticket) {
        return keying.gates().stream().anyMatch(gate -> gate.ticket() == ticket);
    }

    int count(Cue cue, Bus bus) {
        return (int) cues.stream().filter((cue + " " + bus)::equals).count();
    }

    @Override
    public void mix(MixPlan plan) {
        if (plan.revision() <= mix.revision()) {
            throw new AssertionError("mix plan " + plan + " after " + mix);
        }
        mix = plan;
    }

    @Override
    public long mixPassed() {
        return mixPassed;
    }

    @Override
    public long playing(int slot) {
        return slot < playing.length ? playing[slot] : -1;
    }

    @Override
    public long slotQuietMillis(int slot) {
        return quietMillis;
    }

    @Override
    public long sounded(int slot) {
        return slot < sounded.length ? sounded[slot] : 0;
    }

    @Override
    public long unannounced(int slot) {
        return slot < unannounced.length ? unannounced[slot] : 0;
    }

    @Override
    public int firstPeerSlot() {
        return PEERS;
    }

    @Override
    public int peerSlots() {
        return 16;
    }

    @Override
    public void key(KeyingPlan plan) {
        if (plan.revision() <= keying.revision()) {
            throw new AssertionError("keying plan " + plan + " after " + keying);
        }
        keying = plan;
    }

    @Override
    public long keyingPassed() {
        return keyingPassed;
    }

    @Override
    public OverProgress over(long ticket) {
        Over over = overs.get(ticket);
        return over == null ? OverProgress.NONE : new OverProgress(over.taken, over.backlog, over.lapsed, over.ended);
    }

    @Override
    public void cue(Cue cue, Bus bus) {
        cues.add(cue + " " + bus);
    }

    @Override
    public void silence(Cue cue) {
        cues.add("silence " + cue);
    }

    @Override
    public Health health() {
        return new Health(
                sincePullMillis * MILLION,
                sinceSelectMillis * MILLION,
                sinceUnselectMillis * MILLION,
                0,
                selectDevice,
                unselectDevice,
                microphone,
                drops,
                0);
    }
}
