package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.Alarm;
import com.talkiego.dispatch.core.model.ConsoleEvent;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong now: each alarm stays until it is over, acknowledged or not. On {@code signalling} only. */
final class Alarms {
    /** How long all must be well before an alarm ends, so that a flickering fault is one alarm. */
    private static final Duration WELL = Duration.ofMillis(500);

    private final Actor actor;
    private final Events events;
    private final Runnable changed;
    private final Map<Alarm.Kind, Alarm> raised = new EnumMap<>(Alarm.Kind.class);
    private final Map<Alarm.Kind, Long> badNanos = new EnumMap<>(Alarm.Kind.class);

    Alarms(Actor actor, Events events, Runnable changed) {
        this.actor = actor;
        this.events = events;
        this.changed = changed;
    }

    /** Says whether that is wrong now, and the sentence if it is; null for well. */
    void watch(Alarm.Kind kind, @Nullable String sentence) {
        Alarm current = raised.get(kind);
        if (sentence != null) {
            badNanos.put(kind, actor.nanoTime());
            if (current == null || !current.sentence().equals(sentence)) {
                boolean acknowledged = current != null && current.acknowledged();
                raised.put(kind, new Alarm(kind, sentence, actor.now(), acknowledged));
                events.add(ConsoleEvent.Kind.FAULT, null, sentence);
                changed.run();
            }
        } else if (current != null && actor.nanoTime() - badNanos.getOrDefault(kind, 0L) >= WELL.toNanos()) {
            raised.remove(kind);
            events.add(ConsoleEvent.Kind.FAULT, null, "Over: " + current.sentence());
            changed.run();
        }
    }

    void acknowledge() {
        raised.replaceAll((kind, alarm) -> new Alarm(kind, alarm.sentence(), alarm.since(), true));
        changed.run();
    }

    /** Whether something means 'you hear nothing' and nobody took note of it. */
    boolean soundsDeaf() {
        return raised.values().stream().anyMatch(alarm -> alarm.kind().deaf() && !alarm.acknowledged());
    }

    /** Worst first. */
    List<Alarm> list() {
        return List.copyOf(raised.values());
    }
}
