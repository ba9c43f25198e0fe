package com.talkiego.dispatch.console.conformance;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Duration;
import java.util.List;

/** The MediaLayer: links, receive slots, and that only who has the floor is heard. */
final class MediaChecks {
    private static final Duration OVER = Duration.ofMillis(1_500);
    private static final long HEARD_MILLIS = 1_000;
    private static final Duration MOMENT = Duration.ofMillis(700);

    private MediaChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("media.bad-sdp", "An offer of no use is refused with bad_sdp", MediaChecks::badSdp),
                new Check(
                        "media.other-certificate",
                        "An offer with another certificate than the token's is refused",
                        MediaChecks::otherCertificate),
                new Check("media.signed", "What the backend answers to an offer is signed", MediaChecks::signed),
                new Check("media.heard", "An over comes out of the slot that was announced for it", MediaChecks::heard),
                new Check(
                        "media.passing", "The talker is told that his sound is really passed on", MediaChecks::passing),
                new Check("media.gate", "Sound without the floor is heard by nobody", MediaChecks::gate),
                new Check("media.slot-kept", "A slot is not used again before it was freed", MediaChecks::slotKept),
                new Check("media.late-listener", "Who joins in mid-over hears the rest", MediaChecks::lateListener));
    }

    private static void badSdp(Room room) throws Broken, InterruptedException {
        Peer peer = room.welcomed();
        long ref = peer.nextRef();
        peer.say(new ClientMessage.MediaOffer(ref, "pub", "v=0\r\nthis is no description\r\n"));
        ServerMessage.Failed failed = peer.await(
                ServerMessage.Failed.class, answer -> answer.ref() == ref, "failed with code bad_sdp for ref " + ref);
        Broken.unless(failed.code().equals("bad_sdp"), "Expected code bad_sdp; came code " + failed.code());
        peer.alive();
    }

    private static void otherCertificate(Room room) throws Broken, InterruptedException {
        Peer peer = room.connected();
        String nobodys = "sha-256 " + "00:".repeat(31) + "00";
        peer.hello(room.signalToken(null, List.of(nobodys)), room.position());
        try {
            peer.publish();
        } catch (Broken refused) {
            peer.alive();
            return;
        }
        throw new Broken("A link came up whose certificate is not the one of the token");
    }

    private static void signed(Room room) throws Broken, NotApplicable, InterruptedException {
        if (room.api().get("v1/keys", null).status() == 404) {
            throw new NotApplicable("The backend signs nothing: it has no v1/keys");
        }
        Peer peer = room.welcomed();
        peer.subscribe();
        String signature = peer.media().signature();
        Broken.unless(
                signature.split("\\.", -1).length == 3,
                "media.answer carries no signature, though the backend publishes keys");
    }

    private static ServerMessage.SlotAssigned slot(Peer listener, long over) throws Broken, InterruptedException {
        return listener.await(
                ServerMessage.SlotAssigned.class, event -> event.over() == over, "slot.assigned for over " + over);
    }

    private static void heard(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channel(0);
        Peer listener = room.listener(channel);
        Peer talker = room.talker(channel);
        long over = talker.granted("t1", channel).over();
        talker.media().talk(OVER);
        talker.release("t1");
        ServerMessage.SlotAssigned assigned = slot(listener, over);
        Broken.unless(
                assigned.channel().equals(channel)
                        && assigned.talker().id().equals(talker.welcome().self().id()),
                "slot.assigned names another channel or talker");
        int slot = listener.media().slot(assigned.mid());
        Broken.unless(slot >= 0, "slot.assigned names a line that was not offered: " + assigned.mid());
        listener.await(
                ServerMessage.SlotReleased.class,
                event -> event.over() == over && event.mid().equals(assigned.mid()),
                "slot.released for over " + over,
                room.patience().plusSeconds(3));
        boolean sounded = listener.until(MOMENT, () -> listener.media().soundMillis(slot) >= HEARD_MILLIS);
        Broken.unless(
                sounded,
                "Of " + OVER.toMillis() + " ms said, " + listener.media().soundMillis(slot)
                        + " ms came out of the slot");
    }

    private static void passing(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channel(0);
        room.listener(channel);
        Peer talker = room.talker(channel);
        talker.granted("t1", channel);
        talker.media().talk(OVER);
        for (int n = 0; n < 2; n++) {
            talker.await(
                    ServerMessage.OverPassing.class,
                    event -> event.ticket().equals("t1"),
                    "over.passing with the first packet and every 500 ms");
        }
    }

    private static void gate(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channel(0);
        Peer listener = room.listener(channel);
        Peer talker = room.talker(channel);
        talker.media().talk(OVER);
        listener.none(ServerMessage.SlotAssigned.class, any -> true, "a slot for sound without the floor", MOMENT);
        for (int slot = 0; slot < listener.welcome().slots(); slot++) {
            Broken.unless(listener.media().soundMillis(slot) == 0, "Sound without the floor came out of slot " + slot);
        }
    }

    private static void slotKept(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channel(0);
        Peer listener = room.listener(channel);
        if (listener.welcome().slots() < 2) {
            throw new NotApplicable("The backend asks for one slot only");
        }
        Peer talker = room.talker(channel);
        String first = "";
        for (int n = 0; n < 2; n++) {
            String ticket = "t" + n;
            long over = talker.granted(ticket, channel).over();
            talker.media().talk(Duration.ofMillis(200));
            talker.release(ticket);
            String mid = slot(listener, over).mid();
            Broken.unless(!mid.equals(first), "A slot carries another over before it was freed");
            first = mid;
            listener.await(
                    ServerMessage.FloorIdle.class,
                    event -> event.over() == over,
                    "floor.idle of over " + over,
                    room.patience().plusSeconds(3));
        }
    }

    private static void lateListener(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channel(0);
        room.listener(channel);
        Peer talker = room.talker(channel);
        Peer late = room.welcomed();
        late.subscribe();
        long over = talker.granted("t1", channel).over();
        talker.media().talk(Duration.ofMillis(400));
        ServerMessage.Joined joined = late.join(channel);
        Broken.unless(
                joined.channels().getFirst().talking() != null
                        && joined.channels().getFirst().talking().over() == over,
                "joined does not tell of the over in progress");
        talker.media().talk(OVER);
        ServerMessage.SlotAssigned assigned = slot(late, over);
        int slot = late.media().slot(assigned.mid());
        Broken.unless(
                late.until(MOMENT, () -> late.media().soundMillis(slot) >= HEARD_MILLIS),
                "Who joined in mid-over heard " + late.media().soundMillis(slot) + " ms of the " + OVER.toMillis()
                        + " ms that followed");
    }
}
