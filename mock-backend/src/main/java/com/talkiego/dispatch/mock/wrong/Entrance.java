package com.talkiego.dispatch.mock.wrong;

import com.talkiego.dispatch.mock.api.RegionDirectory;
import com.talkiego.dispatch.mock.edge.Action;
import com.talkiego.dispatch.mock.edge.Action.Field;
import com.talkiego.dispatch.mock.edge.Refusal;
import com.talkiego.dispatch.mock.signal.Inbox;
import com.talkiego.dispatch.mock.signal.Outbox;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where clients come in with the faults that are seeded at that moment: each socket of a SignalLayer, and each answer of a region
 * directory. Any thread.
 */
public final class Entrance {
    private static final String NAMES =
            Arrays.stream(SeededFault.values()).map(SeededFault::toString).collect(Collectors.joining(", "));

    private final List<Seeded> seeded = new CopyOnWriteArrayList<>();

    /** A fault, and the beginning of the names of the positions that meet it; null for everybody. */
    record Seeded(SeededFault fault, @Nullable String position) {
        boolean meets(String name) {
            return position == null || name.startsWith(position);
        }
    }

    /** @param fault what goes wrong from the start; null for nothing */
    public Entrance(@Nullable SeededFault fault) {
        if (fault != null) {
            seeded.add(new Seeded(fault, null));
        }
    }

    /** That entrance to a SignalLayer, with the faults that are seeded when a socket is opened. */
    public Function<Outbox, Inbox> to(Function<Outbox, Inbox> sound) {
        return out -> sound.apply(seeded.isEmpty() ? out : new WrongOutbox(out, List.copyOf(seeded)));
    }

    /** That directory, with the faults that are seeded when it is asked. */
    public RegionDirectory to(RegionDirectory sound) {
        return new WrongDirectory(sound, fault -> seeded.stream().anyMatch(one -> one.fault() == fault));
    }

    /** The action that seeds a fault, or ends all. */
    public Action action() {
        return new Action(
                "wrong",
                "Does one thing wrong on every socket opened from now on, to examine checkers with.",
                List.of(
                        new Field("fault", "text", false, "none", "none, " + NAMES),
                        new Field(
                                "position",
                                "text",
                                false,
                                "",
                                "only for positions whose name begins so, beside what is wrong already")),
                body -> {
                    String name = body.optionalText("fault").orElse("none");
                    String position = body.optionalText("position").orElse("");
                    if (name.equals("none")) {
                        seeded.clear();
                        return "Nothing is wrong on purpose.";
                    }
                    SeededFault wanted = named(name);
                    if (position.isEmpty()) {
                        seeded.clear();
                    }
                    seeded.add(new Seeded(wanted, position.isEmpty() ? null : position));
                    return "Wrong on purpose" + (position.isEmpty() ? "" : " for positions " + position + "…") + ": "
                            + wanted + ".";
                });
    }

    private static SeededFault named(String name) {
        return Arrays.stream(SeededFault.values())
                .filter(fault -> fault.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.malformed("There is no fault of that name. There are: " + NAMES + "."));
    }
}
