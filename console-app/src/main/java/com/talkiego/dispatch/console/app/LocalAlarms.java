package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.core.model.Alarm;
import com.talkiego.dispatch.core.model.ConsoleState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Adds to a state what the session cannot know: that settings are not saved. Any thread. */
final class LocalAlarms implements Consumer<ConsoleState> {
    private final Consumer<ConsoleState> next;
    private final AtomicReference<@Nullable Alarm> alarm = new AtomicReference<>();
    private final AtomicReference<@Nullable ConsoleState> last = new AtomicReference<>();

    LocalAlarms(Consumer<ConsoleState> next) {
        this.next = next;
    }

    /** An empty sentence ends it. */
    void settings(String sentence, Instant now) {
        alarm.set(sentence.isEmpty() ? null : new Alarm(Alarm.Kind.SETTINGS_NOT_SAVED, sentence, now, true));
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
        Alarm more = alarm.get();
        if (more == null) {
            return state;
        }
        List<Alarm> alarms = new ArrayList<>(state.alarms());
        alarms.add(more);
        return new ConsoleState(
                state.revision(),
                state.connection(),
                state.operator(),
                state.serverClockOffsetMillis(),
                state.channels(),
                state.transmissions(),
                state.emergencies(),
                List.copyOf(alarms),
                state.events(),
                state.listening(),
                state.regions());
    }
}
