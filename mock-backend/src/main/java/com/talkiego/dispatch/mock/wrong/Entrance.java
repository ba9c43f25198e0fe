package com.talkiego.dispatch.mock.wrong;

import com.talkiego.dispatch.mock.edge.Action;
import com.talkiego.dispatch.mock.edge.Action.Field;
import com.talkiego.dispatch.mock.edge.Refusal;
import com.talkiego.dispatch.mock.signal.Inbox;
import com.talkiego.dispatch.mock.signal.Outbox;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The entrance to the SignalLayer, through which each socket comes with the fault that is seeded at that moment. Any thread. */
public final class Entrance implements Function<Outbox, Inbox> {
    private static final String NAMES =
            Arrays.stream(SeededFault.values()).map(SeededFault::toString).collect(Collectors.joining(", "));

    private final Function<Outbox, Inbox> sound;
    private volatile @Nullable SeededFault fault;

    /**
     * @param sound the entrance without a fault
     * @param fault what goes wrong from the start; null for nothing
     */
    public Entrance(Function<Outbox, Inbox> sound, @Nullable SeededFault fault) {
        this.sound = sound;
        this.fault = fault;
    }

    @Override
    public Inbox apply(Outbox out) {
        SeededFault seeded = fault;
        return sound.apply(seeded == null ? out : new WrongOutbox(out, seeded.begin()));
    }

    /** The action that seeds a fault, or ends it. */
    public Action action() {
        return new Action(
                "wrong",
                "Does one thing wrong on every socket opened from now on, to examine checkers with.",
                List.of(new Field("fault", "text", false, "none", "none, " + NAMES)),
                body -> {
                    String name = body.optionalText("fault").orElse("none");
                    SeededFault wanted = name.equals("none") ? null : named(name);
                    fault = wanted;
                    return wanted == null ? "Nothing is wrong on purpose." : "Wrong on purpose: " + wanted + ".";
                });
    }

    private static SeededFault named(String name) {
        return Arrays.stream(SeededFault.values())
                .filter(fault -> fault.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.malformed("There is no fault of that name. There are: " + NAMES + "."));
    }
}
