package com.talkiego.dispatch.mock.units;

import com.talkiego.dispatch.core.mix.Frame;
import com.talkiego.dispatch.mock.edge.Units.Mark;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Marked moments in the units' sound, so that a listener can tell how long it travelled: 40 ms of silence, then 20 ms of 3 kHz. The
 * moment each mark's burst was handed to WebRTC is kept, at most {@link #KEPT} of them. Any thread.
 */
final class Marks {
    static final int KEPT = 4_000;

    /** Frames of silence, then the burst. */
    static final int SILENT_FRAMES = 4;

    private static final double HERTZ = 3_000;
    private static final double AMPLITUDE = 32_768 * Math.pow(10, -9 / 20.0);
    private static final short[][] BURST = burst();

    private final Deque<Mark> marks = new ArrayDeque<>();

    private static short[][] burst() {
        short[][] frames = new short[2][Frame.SAMPLES];
        for (int i = 0; i < 2 * Frame.SAMPLES; i++) {
            frames[i / Frame.SAMPLES][i % Frame.SAMPLES] =
                    (short) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * HERTZ * i / Frame.SAMPLE_RATE));
        }
        return frames;
    }

    /** Number of frames a mark takes. */
    static int frames() {
        return SILENT_FRAMES + BURST.length;
    }

    /** The mark's frame of that index, silence or burst. */
    static void frame(int index, short[] into) {
        if (index < SILENT_FRAMES) {
            Arrays.fill(into, (short) 0);
        } else {
            System.arraycopy(BURST[index - SILENT_FRAMES], 0, into, 0, Frame.SAMPLES);
        }
    }

    /** Whether that is a burst's first frame. */
    static boolean begins(short[] pcm) {
        return Arrays.equals(pcm, BURST[0]);
    }

    synchronized void pushed(String unit, String channel, long nanos) {
        if (marks.size() == KEPT) {
            marks.removeFirst();
        }
        marks.addLast(new Mark(unit, channel, nanos));
    }

    synchronized List<Mark> snapshot() {
        return List.copyOf(marks);
    }
}
