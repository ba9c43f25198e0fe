package com.talkiego.dispatch.mock.signal;

import static com.talkiego.dispatch.mock.signal.Desk.EMS;
import static com.talkiego.dispatch.mock.signal.Desk.FIRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.model.Emergency;
import com.talkiego.dispatch.core.model.EmergencyState;
import com.talkiego.dispatch.core.model.RevokeCause;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.EmergencyChanged;
import com.talkiego.dispatch.core.wire.ServerMessage.FloorDenied;
import com.talkiego.dispatch.core.wire.ServerMessage.FloorGranted;
import com.talkiego.dispatch.core.wire.ServerMessage.FloorRevoked;
import com.talkiego.dispatch.core.wire.ServerMessage.SlotAssigned;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Emergencies: who is told, who may close them, and what they may do to the floor. */
class EmergencyTest {
    private final Desk desk = new Desk();
    private final Client unit = desk.unit("medic-3", EMS);
    private final Client other = desk.unit("medic-4", EMS);
    private final Client console = desk.position("Position 1", FIRE);

    private Emergency raised() {
        unit.say(new ClientMessage.EmergencyRaise(1, EMS));
        return unit.heard(EmergencyChanged.class).getFirst().emergency();
    }

    @Test
    void everyone_on_the_channel_and_every_position_is_told() {
        Client fire = desk.unit("engine-7", FIRE);
        Emergency raised = raised();

        assertThat(raised.state()).isEqualTo(EmergencyState.RAISED);
        assertThat(raised.member().id()).isEqualTo("medic-3");
        assertThat(other.heard(EmergencyChanged.class)).hasSize(1);
        assertThat(console.heard(EmergencyChanged.class)).hasSize(1);
        assertThat(fire.heard(EmergencyChanged.class)).isEmpty();
    }

    @Test
    void raised_again_it_is_the_same_one() {
        Emergency first = raised();
        unit.say(new ClientMessage.EmergencyRaise(2, EMS));

        assertThat(unit.heard(EmergencyChanged.class).getLast().emergency()).isEqualTo(first);
    }

    @Test
    void acknowledged_is_not_closed() {
        Emergency raised = raised();
        console.say(new ClientMessage.EmergencyAcknowledge(1, raised.id()));

        Emergency acknowledged = console.heard(EmergencyChanged.class).getLast().emergency();
        assertThat(acknowledged.state()).isEqualTo(EmergencyState.ACKNOWLEDGED);
        assertThat(acknowledged.by()).isEqualTo("Position 1");
        assertThat(acknowledged.at()).isNotNull();
        assertThat(desk.layer.snapshot().rooms().emergencies()).hasSize(1);

        console.say(new ClientMessage.EmergencyClear(2, raised.id(), false));
        assertThat(unit.heard(EmergencyChanged.class).getLast().emergency().state())
                .isEqualTo(EmergencyState.CLEARED_FALSE);
        console.say(new ClientMessage.EmergencyClear(3, raised.id(), true));
        assertThat(console.only(ServerMessage.Failed.class).code()).isEqualTo("not_found");
    }

    @Test
    void only_positions_acknowledge_and_clear() {
        Emergency raised = raised();
        unit.say(new ClientMessage.EmergencyClear(4, raised.id(), true));

        assertThat(unit.only(ServerMessage.Failed.class).code()).isEqualTo("not_allowed");
        assertThat(desk.layer.snapshot().rooms().emergencies()).hasSize(1);
    }

    @Test
    void who_comes_later_is_told_of_open_ones_also_when_the_member_is_gone() {
        raised();
        unit.say(new ClientMessage.Bye());
        Client second = new Client(desk);
        second.hello("POSITION:dispatcher", "Position 2");
        assertThat(second.heard(EmergencyChanged.class)).hasSize(1);
        second.join(EMS);
        assertThat(second.heard(EmergencyChanged.class)).hasSize(1);
        Client late = new Client(desk);
        late.hello("UNIT:medic-5", null);
        late.join(EMS);
        assertThat(late.heard(EmergencyChanged.class)).hasSize(1);
    }

    @Test
    void one_is_raised_only_on_a_channel_one_is_on() {
        unit.say(new ClientMessage.EmergencyRaise(1, FIRE));
        assertThat(unit.only(ServerMessage.Failed.class).code()).isEqualTo("not_joined");
    }

    @Test
    void a_member_in_an_emergency_takes_the_floor_and_is_marked() {
        console.join(EMS);
        other.press("o1", EMS);
        raised();
        unit.press("u1", EMS);

        assertThat(other.only(FloorRevoked.class).cause()).isEqualTo(RevokeCause.PRE_EMPTED.code());
        assertThat(unit.heard(FloorGranted.class)).hasSize(1);
        assertThat(console.heard(SlotAssigned.class).getLast().emergency()).isTrue();
        assertThat(console.heard(SlotAssigned.class).getFirst().emergency()).isFalse();
    }

    @Test
    void an_emergency_is_never_interrupted() {
        console.join(EMS);
        raised();
        other.say(new ClientMessage.EmergencyRaise(1, EMS));
        unit.press("u1", EMS);
        other.press("o1", EMS);
        console.say(new ClientMessage.FloorRequest(9, "c1", "0", List.of(EMS), 7, false, true, null));

        assertThat(unit.heard(FloorRevoked.class)).isEmpty();
        assertThat(other.heard(FloorDenied.class)).hasSize(1);
        assertThat(console.heard(FloorDenied.class)).hasSize(1);
    }

    @Test
    void a_position_that_answers_an_emergency_is_next_but_interrupts_nobody() {
        console.join(EMS);
        Client routine = desk.unit("medic-9", EMS);
        other.press("o1", EMS);
        routine.request("r1", "0", 7, true, EMS);
        raised();
        console.say(new ClientMessage.FloorRequest(9, "c1", "0", List.of(EMS), 0, true, true, null));
        assertThat(other.heard(FloorRevoked.class)).isEmpty();
        other.release("o1");

        assertThat(console.heard(FloorGranted.class)).hasSize(1);
        assertThat(routine.heard(FloorGranted.class)).isEmpty();
    }

    @Test
    void a_claim_of_emergency_without_one_is_an_ordinary_press() {
        other.press("o1", EMS);
        unit.say(new ClientMessage.FloorRequest(9, "u1", "0", List.of(EMS), 7, false, true, null));

        assertThat(unit.heard(FloorDenied.class)).hasSize(1);
        assertThat(other.heard(FloorRevoked.class)).isEmpty();
    }
}
