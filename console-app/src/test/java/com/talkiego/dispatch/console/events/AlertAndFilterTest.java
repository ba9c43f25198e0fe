package com.talkiego.dispatch.console.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.console.events.AlertStrip.Rank;
import com.talkiego.dispatch.console.sample.Sample;
import com.talkiego.dispatch.console.sample.Shift;
import com.talkiego.dispatch.core.model.Alarm;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.ConsoleEvent;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.model.EmergencyState;
import com.talkiego.dispatch.core.model.RegionView;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlertAndFilterTest {

    @Test
    void aRegionThatIsNotTheRightOneIsToldAsLongAsNothingWorseIs() {
        RegionView elsewhere = new RegionView(List.of(), "us", "", "OUTSIDE Europe: America serves.", List.of("Asia"));
        ConsoleState calm = Sample.channels(2).regions(elsewhere).state();
        assertThat(AlertStrip.worst(calm, Sample.NOW))
                .isEqualTo(new AlertStrip.Alert(
                        Rank.NOTE,
                        "Region",
                        "OUTSIDE Europe: America serves. Members in Asia are not heard, and do not hear you.",
                        ""));
        ConsoleState deaf = Sample.channels(2)
                .regions(elsewhere)
                .alarm(Alarm.Kind.OUTPUT_STALLED, "No sound.")
                .state();
        assertThat(AlertStrip.worst(deaf, Sample.NOW))
                .isNotNull()
                .extracting(AlertStrip.Alert::rank)
                .isEqualTo(Rank.DEAF);
    }

    @Test
    void anUnansweredEmergencyComesBeforeEverythingElse() {
        Sample sample = Sample.channels(2)
                .connection(new Connection.Lost("Gone.", 2, Sample.NOW.plusSeconds(3)))
                .alarm(Alarm.Kind.NO_OUTPUT, "No output.")
                .emergency("Fire 2", "Engine 7", EmergencyState.RAISED);
        assertThat(AlertStrip.worst(sample.state(), Sample.NOW))
                .isEqualTo(new AlertStrip.Alert(
                        Rank.EMERGENCY, "EMERGENCY", "Engine 7 on Fire 2, 0:21 ago", "Acknowledge"));
    }

    @Test
    void aLostPathCountsDownToTheNextTry() {
        Sample sample = Sample.channels(1).connection(new Connection.Lost("Gone.", 2, Sample.NOW.plusSeconds(3)));
        assertThat(AlertStrip.worst(sample.state(), Sample.NOW))
                .isEqualTo(new AlertStrip.Alert(Rank.LOST, "No path", "Gone. Attempt 2 in 3 s.", "Retry now"));
        Sample begun = Sample.channels(1).connection(new Connection.Lost("Gone.", 0, Sample.NOW.plusSeconds(1)));
        assertThat(AlertStrip.worst(begun.state(), Sample.NOW))
                .as("before the first attempt")
                .isEqualTo(new AlertStrip.Alert(Rank.LOST, "No path", "Gone.", "Retry now"));
    }

    @Test
    void theWorstAlarmIsShownFirst() {
        Sample sample = Sample.channels(1)
                .alarm(Alarm.Kind.NO_MICROPHONE, "No microphone.")
                .alarm(Alarm.Kind.OUTPUT_STALLED, "Output stalled.");
        var alert = AlertStrip.worst(sample.state(), Sample.NOW);
        assertThat(alert).isNotNull().extracting(AlertStrip.Alert::rank).isEqualTo(Rank.DEAF);
    }

    @Test
    void quietNeedsNoStrip() {
        assertThat(AlertStrip.worst(
                        Sample.channels(1)
                                .emergency("Fire 1", "Engine 7", EmergencyState.ACKNOWLEDGED)
                                .state(),
                        Sample.NOW))
                .isNull();
    }

    @Test
    void eventsAreFilteredByKindChannelAndText() {
        var events = Shift.busy().state().events();
        assertThat(EventFilter.ALL.newestFirst(events))
                .hasSameSizeAs(events)
                .first()
                .isEqualTo(events.getLast());
        assertThat(new EventFilter(Set.of(ConsoleEvent.Kind.HEARD), Sample.id("Fire 1"), "ENGINE").newestFirst(events))
                .extracting(ConsoleEvent::sentence)
                .containsExactly("Engine 7 on Fire 1, 4 s");
        assertThat(new EventFilter(Set.of(), null, "nobody").newestFirst(events))
                .isEmpty();
    }
}
