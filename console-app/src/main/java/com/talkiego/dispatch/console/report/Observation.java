package com.talkiego.dispatch.console.report;

import com.sun.management.ThreadMXBean;
import com.talkiego.dispatch.core.api.Trust;
import com.talkiego.dispatch.core.mix.AudioEngine;
import com.talkiego.dispatch.core.mix.EngineCounters;
import com.talkiego.dispatch.core.mix.TickTimes;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.session.DispatchSession;
import com.talkiego.dispatch.core.session.SessionStatistics;
import com.talkiego.dispatch.core.session.Subscription;
import com.talkiego.dispatch.devices.sound.DeskAudio;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Watches a desk for a while and tells what really happened. Made when the measured time begins; the report is asked for at its end. */
public final class Observation implements AutoCloseable {
    private static final double MOST_MILLIS = 1_000;

    private final DispatchSession session;
    private final DeskAudio audio;
    private final @Nullable Watched backend;
    private final ListeningProbe probe;
    private final WayLog ways = new WayLog();
    private final Subscription states;
    private ProcessUsage ownBefore;
    private long ticksBefore;
    private TickTimes timesBefore = TickTimes.NONE;
    private long allocatedBefore;

    /**
     * A backend on this machine that can be asked what its units sent and heard.
     *
     * @param process its process
     * @param state address of its state page
     */
    public record OwnBackend(ProcessHandle process, URI state, Trust trust) {}

    /**
     * Begins to watch.
     *
     * @param own the backend, where it is our own; null for one of which nothing more can be learned
     */
    public Observation(DispatchSession session, DeskAudio audio, @Nullable OwnBackend own) {
        this.session = session;
        this.audio = audio;
        this.backend = own == null ? null : new Watched(own);
        this.probe = new ListeningProbe(audio.engine());
        this.states = session.onState(now -> {
            probe.learn(now);
            ways.learn(now);
        });
        this.ownBefore = ProcessUsage.of(ProcessHandle.current());
    }

    /** Whether the backend's simulated units all take part yet; asks the backend and waits for its answer. True of one that cannot be asked. */
    public boolean unitsListen() {
        Watched watched = backend;
        if (watched == null) {
            return true;
        }
        try {
            return UnitsReady.in(watched.log.fetch());
        } catch (IOException e) {
            return false;
        }
    }

    /** Processes and tick times are accounted for from now on: called once everything is joined and warm. */
    public void settle() {
        ownBefore = ProcessUsage.of(ProcessHandle.current());
        if (backend != null) {
            backend.settle();
        }
        ticksBefore = audio.engine().counters().ticks();
        timesBefore = audio.engine().counters().tickTimes();
        allocatedBefore = allocatedByTick();
    }

    /** How many channels can be heard now. */
    public int channelsJoined() {
        ConsoleState state = session.state();
        return (int) state.channels().stream()
                .filter(line -> line.path() instanceof ChannelState.Path.Up)
                .count();
    }

    /** Everything up to now; nothing is listened to after it. */
    public Report report(@Nullable Integer channels, @Nullable Integer talking) {
        // First: asking the backend below takes its time, and what sounds meanwhile is not of this run any more.
        probe.end();
        ProcessUsage own = ProcessUsage.of(ProcessHandle.current());
        Report.Usage other = backend == null ? null : backend.usage();
        List<String> errors = new ArrayList<>(audio.troubles());
        double unnamed = probe.unnamedSeconds();
        if (unnamed > 0) {
            errors.add("Sound was played for " + Percentiles.round(unnamed)
                    + " s whose talker was never shown: it is missing in what was heard.");
        }
        JsonNode state = backend == null ? JsonNodeFactory.instance.objectNode() : backend.state(errors);
        SessionStatistics done = session.statistics();
        return new Report(
                channels,
                talking,
                channelsJoined(),
                Percentiles.round(done.signInToAllJoinedMillis()),
                probe.heard(),
                ways.ways(),
                ways.changes(),
                new Report.Ptt(
                        done.presses(),
                        done.granted(),
                        done.denied(),
                        Percentiles.round(done.accessMillis(0.5)),
                        Percentiles.round(done.accessMillis(0.95))),
                backend == null ? null : heardByUnits(state),
                mouthToEar(MarkLog.marks(state)),
                audioFigures(),
                new Report.Usage(own.coresSince(ownBefore), own.rssMb()),
                other,
                errors);
    }

    private static Report.HeardByUnits heardByUnits(JsonNode state) {
        MarkLog.HeardOfPositions units = MarkLog.heardOfPositions(state);
        return new Report.HeardByUnits(units.seconds(), units.rmsDbfs());
    }

    private Report.Audio audioFigures() {
        AudioEngine engine = audio.engine();
        EngineCounters counters = engine.counters();
        long ticks = counters.ticks() - ticksBefore;
        TickTimes times = counters.tickTimes().since(timesBefore);
        long bytes = allocatedByTick() - allocatedBefore;
        return new Report.Audio(
                counters.ticks(),
                counters.lateTicks(),
                counters.drops(),
                audio.echoReferenceDropped(),
                counters.underruns(),
                counters.unattributed(),
                audio.priority().name().toLowerCase(java.util.Locale.ROOT),
                times.micros(0.5),
                times.micros(0.999),
                ticks <= 0 ? 0 : Percentiles.round((double) bytes / ticks),
                audio.rateCorrectionPpm());
    }

    private static long allocatedByTick() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("audio-tick")) {
                return threads.getThreadAllocatedBytes(thread.threadId());
            }
        }
        return 0;
    }

    private record Journey(double toTap, double toMix, double toEar) {
        double total() {
            return toTap + toMix + toEar;
        }
    }

    private Report.MouthToEar mouthToEar(List<MarkLog.Sent> sent) {
        List<Journey> journeys = new ArrayList<>();
        for (ListeningProbe.Passed mark : probe.passed()) {
            long pushed = sent.stream()
                    .filter(each -> each.channel().equals(mark.channel()) && each.pushedNanos() <= mark.tapNanos())
                    .mapToLong(MarkLog.Sent::pushedNanos)
                    .max()
                    .orElse(0);
            double toTap = (mark.tapNanos() - pushed) / 1e6;
            if (pushed != 0 && toTap < MOST_MILLIS) {
                journeys.add(new Journey(
                        toTap,
                        (mark.tickNanos() - mark.tapNanos()) / 1e6,
                        (mark.leftNanos() - mark.tickNanos()) / 1e6));
            }
        }
        Percentiles total = of(journeys, Journey::total);
        return new Report.MouthToEar(
                journeys.size(),
                total.at(50),
                total.at(95),
                List.of(
                        stage("push to tap", of(journeys, Journey::toTap)),
                        stage("tap to mix", of(journeys, Journey::toMix)),
                        stage("mix to leaving the play ring", of(journeys, Journey::toEar))));
    }

    private static Report.Stage stage(String name, Percentiles values) {
        return new Report.Stage(name, values.at(50), values.at(95));
    }

    private static Percentiles of(List<Journey> journeys, Function<Journey, Double> part) {
        return Percentiles.of(journeys.stream().map(part).toList());
    }

    @Override
    public void close() {
        states.close();
        probe.close();
        if (backend != null) {
            backend.log.close();
        }
    }

    /** The backend as it is watched. */
    private static final class Watched {
        private final ProcessHandle process;
        private final MarkLog log;
        private ProcessUsage before;

        private Watched(OwnBackend own) {
            process = own.process();
            log = new MarkLog(own.state(), own.trust());
            before = ProcessUsage.of(process);
        }

        private void settle() {
            before = ProcessUsage.of(process);
        }

        private Report.Usage usage() {
            ProcessUsage now = ProcessUsage.of(process);
            return new Report.Usage(now.coresSince(before), now.rssMb());
        }

        /** What its state page says; nothing, and a sentence among the errors, where it does not answer. */
        private JsonNode state(List<String> errors) {
            try {
                return log.fetch();
            } catch (IOException e) {
                errors.add("The backend could not be asked what its units heard: " + e.getMessage());
                return JsonNodeFactory.instance.objectNode();
            }
        }
    }
}
