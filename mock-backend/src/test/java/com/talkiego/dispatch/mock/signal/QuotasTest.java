package com.talkiego.dispatch.mock.signal;

import static com.talkiego.dispatch.mock.signal.Desk.EMS;
import static com.talkiego.dispatch.mock.signal.Desk.FIRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.FloorDenied;
import com.talkiego.dispatch.core.wire.ServerMessage.FloorGranted;
import com.talkiego.dispatch.core.wire.ServerMessage.Joined;
import com.talkiego.dispatch.mock.rooms.Quotas;
import org.junit.jupiter.api.Test;

/** What a tenant may use of the rooms, and who is never refused for it. */
class QuotasTest {
    private final Desk desk = new Desk();

    private static void refusedAsFull(Client client, String sentence) {
        FloorDenied denied = client.only(FloorDenied.class);
        assertThat(denied.cause()).isEqualTo(6);
        assertThat(denied.text()).isEqualTo(sentence);
        client.forget();
    }

    @Test
    void oneChannelMoreThanAllowedIsRefusedInWords() {
        desk.layer.faults().quotas(new Quotas.Limits(1, 10, 10));
        Client anna = desk.unit("anna");
        anna.join(FIRE, EMS);
        Joined joined = anna.only(Joined.class);
        assertThat(joined.channels()).hasSize(1);
        assertThat(joined.refused()).singleElement().satisfies(one -> {
            assertThat(one.code()).isEqualTo("quota");
            assertThat(one.text()).isEqualTo("No more than 1 channels are allowed. Leave one first");
        });
    }

    @Test
    void oneOverMoreThanAllowedIsRefusedWithTheTimeToTryAgain() {
        desk.layer.faults().quotas(new Quotas.Limits(10, 1, 10));
        Client anna = desk.unit("anna", FIRE);
        Client ben = desk.unit("ben", FIRE, EMS);
        desk.unit("carl", EMS);
        anna.press("t1", FIRE);
        assertThat(anna.heard(FloorGranted.class)).hasSize(1);
        ben.forget();
        ben.press("t2", EMS);
        refusedAsFull(ben, "All 1 overs that may be on the air at once are. Try again in 5 s");

        desk.layer.faults().quotas(new Quotas.Limits(10, 2, 10));
        ben.press("t3", EMS);
        assertThat(ben.heard(FloorGranted.class)).hasSize(1);
    }

    @Test
    void waitingForABusyChannelIsNoOverMore() {
        desk.layer.faults().quotas(new Quotas.Limits(10, 1, 10));
        Client anna = desk.unit("anna", FIRE);
        Client ben = desk.unit("ben", FIRE);
        anna.press("t1", FIRE);
        ben.forget();
        ben.press("t2", FIRE);
        assertThat(ben.heard(FloorDenied.class)).noneMatch(denied -> denied.cause() == 6);
    }

    @Test
    void moreRequestsInASecondThanAllowedAreRefusedUntilItIsOver() {
        desk.layer.faults().quotas(new Quotas.Limits(10, 10, 2));
        Client anna = desk.unit("anna", FIRE);
        Client ben = desk.unit("ben", FIRE);
        for (int i = 0; i < 2; i++) {
            anna.press("t" + i, FIRE);
            anna.release("t" + i);
        }
        anna.forget();
        anna.press("t2", FIRE);
        refusedAsFull(anna, "More than 2 requests to talk in a second. Try again in 1 s");
        desk.pass(3_000, anna, ben);
        anna.forget();
        anna.press("t3", FIRE);
        assertThat(anna.heard(FloorDenied.class))
                .noneMatch(denied -> denied.text().contains("in a second"));
    }

    @Test
    void aDispatcherIsNeverRefused() {
        desk.layer.faults().quotas(new Quotas.Limits(10, 0, 0));
        Client boss = desk.position("Desk 1", FIRE);
        desk.unit("anna", FIRE);
        boss.press("t1", FIRE);
        assertThat(boss.heard(FloorGranted.class)).hasSize(1);
    }

    @Test
    void anEmergencyIsNeverRefused() {
        desk.layer.faults().quotas(new Quotas.Limits(10, 0, 0));
        Client anna = desk.unit("anna", FIRE);
        desk.unit("ben", FIRE);
        anna.press("t1", FIRE);
        refusedAsFull(anna, "More than 0 requests to talk in a second. Try again in 1 s");
        anna.say(new ClientMessage.EmergencyRaise(9, FIRE));
        anna.forget();
        anna.press("t2", FIRE);
        assertThat(anna.heard(FloorGranted.class)).hasSize(1);
    }
}
