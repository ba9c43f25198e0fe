package com.talkiego.dispatch.console.conformance;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.Emergency;
import com.talkiego.dispatch.core.model.EmergencyState;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.util.List;

/** Emergency alarms: told to everybody, acknowledged is not closed, cleared with a verdict. */
final class AlarmChecks {
    private AlarmChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "emergency.raised",
                        "An emergency is told to every position on the channel",
                        AlarmChecks::raised),
                new Check(
                        "emergency.acknowledged",
                        "Acknowledged names who and when, and stays open",
                        AlarmChecks::acknowledged),
                new Check("emergency.cleared", "Cleared is closed, as valid or as false", AlarmChecks::cleared),
                new Check("emergency.unknown", "An emergency that is not there is not_found", AlarmChecks::unknown),
                new Check(
                        "emergency.late",
                        "A position that comes later is told of open emergencies",
                        AlarmChecks::late));
    }

    private static Emergency heard(Peer peer, String id, EmergencyState state) throws Broken, InterruptedException {
        return peer.await(
                        ServerMessage.EmergencyChanged.class,
                        event -> event.emergency().state() == state
                                && (id.isEmpty() || event.emergency().id().equals(id)),
                        "emergency with state " + state)
                .emergency();
    }

    private static Emergency raise(Peer raiser, Peer other, ChannelId channel) throws Broken, InterruptedException {
        raiser.say(new ClientMessage.EmergencyRaise(raiser.nextRef(), channel));
        Emergency raised = heard(other, "", EmergencyState.RAISED);
        Broken.unless(
                raised.channel().equals(channel)
                        && raised.member().id().equals(raiser.welcome().self().id()),
                "The emergency names another channel or member");
        return raised;
    }

    private static void clear(Peer peer, Emergency emergency) throws Broken, InterruptedException {
        peer.say(new ClientMessage.EmergencyClear(peer.nextRef(), emergency.id(), false));
        heard(peer, emergency.id(), EmergencyState.CLEARED_FALSE);
    }

    private static void raised(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channel(0);
        Peer other = room.joined(channel);
        Peer raiser = room.joined(channel);
        Emergency emergency = raise(raiser, other, channel);
        heard(raiser, emergency.id(), EmergencyState.RAISED);
        clear(other, emergency);
    }

    private static void acknowledged(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channel(0);
        Peer other = room.joined(channel);
        Peer raiser = room.joined(channel);
        Emergency emergency = raise(raiser, other, channel);
        other.say(new ClientMessage.EmergencyAcknowledge(other.nextRef(), emergency.id()));
        Emergency now = heard(raiser, emergency.id(), EmergencyState.ACKNOWLEDGED);
        Broken.unless(
                other.welcome().self().alias().equals(now.by()) && now.at() != null,
                "An acknowledged emergency names who acknowledged it and when");
        clear(other, emergency);
    }

    private static void cleared(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channel(0);
        Peer other = room.joined(channel);
        Peer raiser = room.joined(channel);
        Emergency emergency = raise(raiser, other, channel);
        other.say(new ClientMessage.EmergencyClear(other.nextRef(), emergency.id(), true));
        heard(raiser, emergency.id(), EmergencyState.CLEARED_VALID);
    }

    private static void unknown(Room room) throws Broken, NotApplicable, InterruptedException {
        Peer peer = room.joined(room.channel(0));
        long ref = peer.nextRef();
        peer.say(new ClientMessage.EmergencyAcknowledge(ref, "no-such-emergency"));
        ServerMessage.Failed failed =
                peer.await(ServerMessage.Failed.class, answer -> answer.ref() == ref, "failed with code not_found");
        Broken.unless(failed.code().equals("not_found"), "Expected code not_found; came code " + failed.code());
    }

    private static void late(Room room) throws Broken, NotApplicable, InterruptedException {
        ChannelId channel = room.channel(0);
        Peer other = room.joined(channel);
        Peer raiser = room.joined(channel);
        Emergency emergency = raise(raiser, other, channel);
        Peer late = room.joined(channel);
        heard(late, emergency.id(), EmergencyState.RAISED);
        clear(other, emergency);
    }
}
