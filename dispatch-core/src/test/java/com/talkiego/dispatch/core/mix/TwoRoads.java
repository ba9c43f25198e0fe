package com.talkiego.dispatch.core.mix;

import java.util.Random;

/** One sound on two roads into two slots of a desk, the second later than the first by a fixed lag and coded a little differently. */
final class TwoRoads {
    /** Where the sound starts on the first road, samples: nothing is so early that it begins before the test. */
    private static final int START = 24_000;

    private final Desk desk;
    private final short[] sound;
    private final int lag;
    private final Random coding = new Random(4);
    private int at;
    boolean first = true;
    boolean second;

    /**
     * @param lag how much later the second road brings it, samples; negative: earlier
     */
    TwoRoads(Desk desk, short[] sound, int lag) {
        this.desk = desk;
        this.sound = sound;
        this.lag = lag;
    }

    /** The next frames on those roads that are open, a tick after each. */
    void frames(int count) {
        for (int i = 0; i < count; i++) {
            if (first) {
                desk.write(0, Tone.bytes(frame(0)));
            }
            if (second) {
                desk.write(1, Tone.bytes(frame(lag)));
            }
            at += Frame.SAMPLES;
            desk.tick();
        }
    }

    private short[] frame(int later) {
        short[] frame = new short[Frame.SAMPLES];
        for (int i = 0; i < frame.length; i++) {
            int place = START + at + i - later;
            double coded = place < sound.length ? sound[place] * (later == 0 ? 1 : 0.97) + coding.nextInt(41) - 20 : 0;
            frame[i] = (short) Math.clamp(Math.round(coded), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return frame;
    }
}
