package com.talkiego.dispatch.mock.units;

import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.Member;
import com.talkiego.dispatch.core.model.MemberKind;
import com.talkiego.dispatch.mock.scenario.Scenario.Conversation;
import com.talkiego.dispatch.mock.scenario.Scenario.Exchange;
import com.talkiego.dispatch.mock.scenario.Scenario.Line;
import com.talkiego.dispatch.mock.scenario.Speech;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Lets the units of one channel talk to each other as the scenario has it, and answer a dispatcher. On {@code units-clock} only. */
final class ConversationPlayer {
    private static final double ANSWER_SECONDS = 0.7;

    private final Conversation script;
    private final Map<String, Unit> units;
    private final Speech speech;
    private final Random random;
    private @Nullable Exchange exchange;
    private int line;
    private @Nullable Unit speaker;
    private int saidBefore;
    private long next;
    private boolean positionTalked;

    /** @param units of this channel, by alias */
    ConversationPlayer(Conversation script, Map<String, Unit> units, Speech speech, Random random, long now) {
        this.script = script;
        this.units = units;
        this.speech = speech;
        this.random = random;
        this.next = now + nanos(random.nextDouble() * script.minGapSeconds());
    }

    void tick(long now) {
        watchPositions(now);
        Unit busy = speaker;
        if (busy != null) {
            if (busy.said() == saidBefore) {
                return;
            }
            speaker = null;
            next = now + nanos(0.3 + 0.5 * random.nextDouble());
        }
        if (now - next >= 0) {
            goOn(now);
        }
    }

    /** When a dispatcher has spoken here, the next thing said is an answer. */
    private void watchPositions(long now) {
        Unit anyone = units.values().iterator().next();
        ChannelState state = anyone.line();
        boolean talking = state != null
                && state.talkers().stream().anyMatch(talker -> talker.member().kind() != MemberKind.UNIT);
        if (positionTalked && !talking && state != null && answersTo(state.lastTalker())) {
            script.copies().forEach((unit, sentence) -> say(new Line(unit, sentence)));
            next = Math.max(next, now + nanos(ANSWER_SECONDS));
        }
        positionTalked = talking;
    }

    private static boolean answersTo(@Nullable Member last) {
        return last != null && last.kind() != MemberKind.UNIT;
    }

    private void goOn(long now) {
        Exchange current = exchange;
        if (current == null) {
            List<Exchange> all = script.exchanges();
            current = all.get(random.nextInt(all.size()));
            exchange = current;
            line = 0;
        }
        if (line < current.lines().size()) {
            say(current.lines().get(line));
            line++;
        } else {
            exchange = null;
            double gap = script.maxGapSeconds() - script.minGapSeconds();
            next = now + nanos(script.minGapSeconds() + gap * random.nextDouble());
        }
    }

    private void say(Line what) {
        Unit unit = units.get(what.unit());
        short[] clip = speech.clip(what.unit(), what.sentence());
        if (unit == null || clip == null || !unit.ask(Unit.Saying.once(Sound.of(what.sentence(), clip)))) {
            return;
        }
        speaker = unit;
        saidBefore = unit.said();
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }
}
