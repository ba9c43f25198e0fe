package com.talkiego.dispatch.console.report;

import com.talkiego.dispatch.core.mix.AudioEngine;
import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Frame;
import com.talkiego.dispatch.core.mix.RecordedFrame;
import com.talkiego.dispatch.core.mix.ThreadEnd;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.ConsoleState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Listens to what the engine was given, before fader and mute: how much was heard of whom, and when marks passed. Owns the thread
 * {@code report}; states may be told on any thread.
 */
final class ListeningProbe implements AutoCloseable {
    private static final long LOOK_NANOS = 20_000_000L;

    private final AudioEngine engine;
    private final RecordedFrame frame = new RecordedFrame();
    private final Map<Long, Talk> talkByOver = new ConcurrentHashMap<>();
    private final Map<Long, SpeechMeter> meterByOver = new TreeMap<>();
    private final Map<Long, MarkDetector> detectorByOver = new HashMap<>();
    private final Deque<Seen> waiting = new ArrayDeque<>();
    private final List<Passed> passed = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closing;
    private boolean ended;

    /** Who talked on which channel. */
    record Talk(String channel, String talker) {}

    /** A mark on its way through the engine. */
    private record Seen(long over, long tapNanos, long tickNanos, long playIndex, Bus bus) {}

    /** A mark that left the play ring; all times by the nano clock. */
    record Passed(String channel, long tapNanos, long tickNanos, long leftNanos) {}

    ListeningProbe(AudioEngine engine) {
        this.engine = engine;
        this.thread = Thread.ofPlatform().name("report").daemon().unstarted(this::run);
        thread.start();
    }

    /** Learns from a state who talks where. */
    void learn(ConsoleState state) {
        for (ChannelState line : state.channels()) {
            for (ChannelState.Talker talker : line.talkers()) {
                talkByOver.putIfAbsent(
                        talker.over(),
                        new Talk(line.channel().id().value(), talker.member().alias()));
            }
        }
    }

    private void run() {
        while (!closing) {
            drain();
            LockSupport.parkNanos(LOOK_NANOS);
        }
        drain();
    }

    private void drain() {
        synchronized (this) {
            while (engine.record().read(frame)) {
                if (!ended && frame.over != RecordedFrame.UNATTRIBUTED) {
                    take();
                }
            }
            settle();
        }
    }

    private void take() {
        meterByOver.computeIfAbsent(frame.over, over -> new SpeechMeter()).add(frame.pcm, Frame.SAMPLES);
        int onset = detectorByOver
                .computeIfAbsent(frame.over, over -> new MarkDetector())
                .find(frame.pcm);
        if (onset >= 0 && frame.playIndex >= 0) {
            waiting.addLast(new Seen(frame.over, frame.tapNanos, frame.tickNanos, frame.playIndex + onset, frame.bus));
        }
    }

    /** Marks whose sample has left the play ring are done; the ring remembers for half a second. */
    private void settle() {
        for (int i = waiting.size(); i > 0; i--) {
            Seen seen = waiting.removeFirst();
            long left = engine.output(seen.bus()).takenNanos(seen.playIndex());
            Talk talk = talkByOver.get(seen.over());
            if (left > 0 && talk != null) {
                passed.add(new Passed(talk.channel(), seen.tapNanos(), seen.tickNanos(), left));
            } else if (System.nanoTime() - seen.tickNanos() < 400_000_000L) {
                waiting.addLast(seen);
            }
        }
    }

    /** Marks that left the play ring so far. */
    synchronized List<Passed> passed() {
        return List.copyOf(passed);
    }

    /** What was heard so far, by channel. */
    synchronized List<Report.Heard> heard() {
        Map<String, SpeechMeter> meters = new TreeMap<>();
        Map<String, List<Report.Over>> overs = new HashMap<>();
        meterByOver.forEach((over, meter) -> {
            Talk talk = talkByOver.get(over);
            if (talk != null && meter.seconds() > 0) {
                meters.computeIfAbsent(talk.channel(), key -> new SpeechMeter()).add(meter);
                overs.computeIfAbsent(talk.channel(), key -> new ArrayList<>())
                        .add(new Report.Over(talk.talker(), meter.seconds()));
            }
        });
        List<Report.Heard> heard = new ArrayList<>();
        meters.forEach((channel, meter) -> {
            List<Report.Over> all = List.copyOf(overs.getOrDefault(channel, List.of()));
            heard.add(new Report.Heard(
                    channel,
                    meter.seconds(),
                    Percentiles.round(meter.rmsDbfs()),
                    all.stream().map(Report.Over::talker).distinct().sorted().toList(),
                    all));
        });
        return heard;
    }

    /** Hears all that was mixed until now, and nothing after it. */
    void end() {
        drain();
        synchronized (this) {
            ended = true;
        }
    }

    /** Seconds of sound so far whose talker no state ever showed: they are in nothing that {@link #heard} tells. */
    synchronized double unnamedSeconds() {
        return meterByOver.entrySet().stream()
                .filter(each -> !talkByOver.containsKey(each.getKey()))
                .mapToDouble(each -> each.getValue().seconds())
                .sum();
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        ThreadEnd.await(thread);
    }
}
