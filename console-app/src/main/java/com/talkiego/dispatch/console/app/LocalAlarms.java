package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.core.model.Alarm;
import com.talkiego.dispatch.core.model.ConsoleState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Adds to a state what the session cannot know: that settings, or the sign-in, are not kept. Any thread. */
final class LocalAlarms implements Consumer<ConsoleState> {
    private final Consumer<ConsoleState> next;
    private final Map<Alarm.Kind, Alarm> alarms = new ConcurrentSkipListMap<>();
    private final AtomicReference<@Nullable ConsoleState> last = new AtomicReference<>();

    LocalAlarms(Consumer<ConsoleState> next) {
        this.next = next;
    }

    /** An empty sentence ends it. */
    void say(Alarm.Kind kind, String sentence, Instant now) {
        if (sentence.isEmpty()) {
            alarms.remove(kind);
        } else {
            alarms.put(kind, new Alarm(kind, sentence, now, true));
        }
        ConsoleState state = last.get();
        if (state != null) {
            next.accept(with(state));
        }
    }

    @Override
    public void accept(ConsoleState state) {
        last.set(state);
        next.accept(with(state));
    }

    private ConsoleState with(ConsoleState state) {
        if (alarms.isEmpty()) {
            return state;
        }
        List<Alarm> all = new ArrayList<>(state.alarms());
        all.addAll(alarms.values());
        return new ConsoleState(
                state.revision(),
                state.connection(),
                state.operator(),
                state.serverClockOffsetMillis(),
                state.channels(),
                state.transmissions(),
                state.emergencies(),
                List.copyOf(all),
                state.events(),
                state.listening(),
                state.regions());
    }
}
