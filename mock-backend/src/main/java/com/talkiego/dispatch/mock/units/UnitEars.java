package com.talkiego.dispatch.mock.units;

import com.talkiego.dispatch.core.mix.AudioEngine;
import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Frame;
import com.talkiego.dispatch.core.mix.RecordedFrame;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.model.MemberKind;
import com.talkiego.dispatch.mock.edge.Units.Heard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What a unit received: seconds above −50 dBFS and their level, by channel and talker. Filled on {@code units-clock}, read on any
 * thread.
 */
final class UnitEars {
    private static final double FULL_SCALE = 32_768.0;
    private static final double AUDIBLE = Math.pow(10, -50 / 10.0) * FULL_SCALE * FULL_SCALE;
    private static final int KEPT_OVERS = 512;

    private final AudioEngine engine;
    private final RecordedFrame frame = new RecordedFrame();
    private final short[] played = new short[2 * Frame.SAMPLES];
    private final SequencedMap<Long, Talk> talkByOver = new LinkedHashMap<>();
    private final SequencedMap<Long, Level> unknown = new LinkedHashMap<>();
    private final Map<Talk, Level> heard = new HashMap<>();

    /** Who talks on which channel. */
    record Talk(String channel, String alias, MemberKind kind) {}

    private static final class Level {
        private long frames;
        private double power;

        void add(double mean) {
            frames++;
            power += mean;
        }

        void add(Level other) {
            frames += other.frames;
            power += other.power;
        }
    }

    UnitEars(AudioEngine engine) {
        this.engine = engine;
    }

    /** An over was announced: what comes in with its number is that member's. */
    synchronized void announced(long over, String channel, Member talker) {
        Talk talk = new Talk(channel, talker.alias(), talker.kind());
        if (talkByOver.putIfAbsent(over, talk) == null) {
            if (talkByOver.size() > KEPT_OVERS) {
                talkByOver.pollFirstEntry();
            }
            Level early = unknown.remove(over);
            if (early != null) {
                heard.computeIfAbsent(talk, key -> new Level()).add(early);
            }
        }
    }

    /** Mixes 10 ms and measures what was in it. */
    void tick(long nowNanos) {
        engine.tick(nowNanos);
        engine.output(Bus.SELECT).read(played, 0, Frame.SAMPLES);
        engine.output(Bus.UNSELECT).read(played, 0, Frame.SAMPLES);
        while (engine.record().read(frame)) {
            measure();
        }
    }

    private void measure() {
        double sum = 0;
        for (short sample : frame.pcm) {
            sum += (double) sample * sample;
        }
        double mean = sum / Frame.SAMPLES;
        if (mean < AUDIBLE || frame.over == RecordedFrame.UNATTRIBUTED) {
            return;
        }
        synchronized (this) {
            Talk talk = talkByOver.get(frame.over);
            Level level = talk == null
                    ? unknown.computeIfAbsent(frame.over, key -> new Level())
                    : heard.computeIfAbsent(talk, key -> new Level());
            level.add(mean);
            if (unknown.size() > KEPT_OVERS) {
                unknown.pollFirstEntry();
            }
        }
    }

    synchronized List<Heard> snapshot() {
        List<Heard> list = new ArrayList<>();
        heard.forEach((talk, level) -> list.add(new Heard(
                talk.channel(),
                talk.alias(),
                talk.kind(),
                level.frames / 100.0,
                10 * Math.log10(level.power / level.frames / (FULL_SCALE * FULL_SCALE)))));
        return list;
    }
}
