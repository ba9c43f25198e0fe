package com.talkiego.dispatch.mock.units;

import com.talkiego.dispatch.mock.scenario.Scenario.ToneSchedule;

/** Sounds one unit's tone by its timetable. On {@code units-clock} only. */
final class TonePlayer {
    private final ToneSchedule schedule;
    private final Unit unit;
    private final Sound tone;
    private long next;

    TonePlayer(ToneSchedule schedule, Unit unit, long now) {
        this.schedule = schedule;
        this.unit = unit;
        this.tone = Sound.tone(schedule.hertz(), schedule.seconds());
        this.next = now + (long) (schedule.fromSeconds() * 1e9);
    }

    void tick(long now) {
        if (now - next >= 0 && unit.silent() && unit.ready()) {
            unit.ask(Unit.Saying.once(tone));
            while (now - next >= 0) {
                next += (long) (schedule.periodSeconds() * 1e9);
            }
        }
    }
}
