package com.talkiego.dispatch.console.e2e;

import com.talkiego.dispatch.core.mix.AudioEngine;
import com.talkiego.dispatch.core.mix.Frame;
import com.talkiego.dispatch.core.mix.RecordedFrame;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.ConsoleState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Every over that the engine was given, sample by sample, before fader and mute. Owns the thread {@code test-ears}. */
final class Ears {
    private static final long LOOK_NANOS = 20_000_000L;

    private final AudioEngine engine;
    private final RecordedFrame frame = new RecordedFrame();
    private final Map<Long, Talk> talkByOver = new HashMap<>();
    private final Map<Long, List<short[]>> soundByOver = new LinkedHashMap<>();
    private final Thread thread;
    private volatile boolean closing;

    /** Who talked on which channel, as the console showed it. */
    private record Talk(String channel, String alias) {}

    /** An over as far as it was heard. */
    record Over(long number, String channel, String alias, Sound sound) {}

    Ears(AudioEngine engine) {
        this.engine = engine;
        this.thread = Thread.ofPlatform().name("test-ears").daemon().start(this::run);
    }

    /** Learns from a state who talks where. */
    synchronized void learn(ConsoleState state) {
        for (ChannelState line : state.channels()) {
            for (ChannelState.Talker talker : line.talkers()) {
                talkByOver.putIfAbsent(
                        talker.over(),
                        new Talk(line.channel().id().value(), talker.member().alias()));
            }
        }
    }

    /** Overs heard on a channel, oldest first. */
    synchronized List<Over> overs(String channel) {
        List<Over> overs = new ArrayList<>();
        soundByOver.forEach((number, frames) -> {
            Talk talk = talkByOver.get(number);
            if (talk != null && talk.channel().equals(channel)) {
                overs.add(new Over(number, channel, talk.alias(), Sound.of(frames)));
            }
        });
        return overs;
    }

    /** Seconds heard on a channel, all overs together. */
    double seconds(String channel) {
        return overs(channel).stream()
                .mapToDouble(over -> over.sound().audibleSeconds())
                .sum();
    }

    private void run() {
        while (!closing) {
            drain();
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private synchronized void drain() {
        while (engine.record().read(frame)) {
            if (frame.over != RecordedFrame.UNATTRIBUTED) {
                short[] copy = new short[Frame.SAMPLES];
                System.arraycopy(frame.pcm, 0, copy, 0, Frame.SAMPLES);
                soundByOver
                        .computeIfAbsent(frame.over, over -> new ArrayList<>())
                        .add(copy);
            }
        }
    }

    void close() throws InterruptedException {
        closing = true;
        LockSupport.unpark(thread);
        thread.join();
    }
}
