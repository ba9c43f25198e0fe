package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.Member;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for one channel's floor, in the order of their turns: emergencies first, then by priority, then by arrival. Also those are in
 * it for a moment who did not ask to wait, while an over ends. On the thread {@code rooms}.
 */
final class FloorQueue {
    private static final Comparator<Leg> TURN = Comparator.comparing((Leg leg) -> !leg.emergency)
            .thenComparingInt(leg -> -leg.priority)
            .thenComparingLong(leg -> leg.order);

    private final List<Leg> waiting = new ArrayList<>();
    private final int limit;

    /** @param limit how many may wait; an emergency always may */
    FloorQueue(int limit) {
        this.limit = limit;
    }

    /** Lets one wait for its turn, and tells everybody whose place that changes; false if there is no room. */
    boolean enter(Leg leg) {
        if (waiting.size() >= limit && !leg.emergency) {
            return false;
        }
        leg.state = Leg.State.WAITING;
        waiting.add(leg);
        waiting.sort(TURN);
        tellPlaces();
        return true;
    }

    /** Lets one wait in front of all others. */
    void enterFirst(Leg leg) {
        leg.state = Leg.State.WAITING;
        waiting.addFirst(leg);
    }

    void leave(Leg leg) {
        waiting.remove(leg);
    }

    /** Takes out all; they stay waiting, somewhere else. */
    List<Leg> leaveAll() {
        List<Leg> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    /** Takes out whose turn it is: the first that can be told so; null if nobody can. */
    @Nullable
    Leg next() {
        Leg first = waiting.stream()
                .filter(leg -> leg.owner().connected())
                .findFirst()
                .orElse(null);
        if (first != null) {
            waiting.remove(first);
        }
        return first;
    }

    /** Takes out those who did not ask to wait, now that somebody else talks. */
    List<Leg> leaveUnwilling(Leg talking) {
        List<Leg> unwilling = waiting.stream()
                .filter(leg -> !leg.queue && talking.owner() != leg.owner())
                .toList();
        waiting.removeAll(unwilling);
        return unwilling;
    }

    /** Tells one that waits its place; false if it does not wait here. */
    boolean tellPlace(Leg leg) {
        int index = waiting.indexOf(leg);
        if (index >= 0) {
            leg.queuedAt(index + 1, waiting.size());
        }
        return index >= 0;
    }

    /** Tells everybody who asked to wait its place, if that is another than it was told. */
    void tellPlaces() {
        for (Leg leg : List.copyOf(waiting)) {
            int place = waiting.indexOf(leg) + 1;
            int all = waiting.size();
            if (leg.queue && (leg.toldPosition != place || leg.toldWaiting != all)) {
                leg.toldPosition = place;
                leg.toldWaiting = all;
                leg.queuedAt(place, all);
            }
        }
    }

    boolean empty() {
        return waiting.isEmpty();
    }

    /** Who waits, in their order. */
    List<Member> members() {
        return waiting.stream().map(leg -> leg.owner().member()).toList();
    }
}
