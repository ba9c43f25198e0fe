package com.talkiego.dispatch.console.sample;

import com.talkiego.dispatch.core.model.Alarm;
import com.talkiego.dispatch.core.model.ChannelState.Path;
import com.talkiego.dispatch.core.model.ChannelState.PathKind;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.ConsoleEvent.Kind;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.model.EmergencyState;
import com.talkiego.dispatch.core.model.RegionView;
import com.talkiego.dispatch.core.model.RegionView.Condition;
import com.talkiego.dispatch.core.model.TransmitPhase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Moments of a made-up shift, by name: the pictures that are looked at when the screen changes. */
public final class Shift {
    private static final String TAKEN = "Unit 12 talking";

    private Shift() {}

    /** Three regions, one of them being emptied. */
    private static RegionView regions(String current, String notice) {
        return new RegionView(
                List.of(
                        new RegionView.Region(
                                "eu", "Europe", current.equals("eu") ? Condition.HEALTHY : Condition.DOWN, 12, 1, true),
                        new RegionView.Region("us", "America", Condition.HEALTHY, 96, 4, true),
                        new RegionView.Region("ap", "Asia", Condition.DRAINING, 214, 22, true)),
                current,
                "",
                notice,
                List.of());
    }

    /** All moments, in the order in which the gallery shows them. */
    public static Map<String, ConsoleState> moments() {
        Map<String, ConsoleState> moments = new LinkedHashMap<>();
        moments.put("busy", busy().state());
        moments.put("on-air", keyed(TransmitPhase.ON_AIR).ticket(0).state());
        moments.put("requesting", keyed(TransmitPhase.REQUESTED).ticket(0).state());
        moments.put(
                "partial",
                busy().transmit("Fire 1", TransmitPhase.ON_AIR, 4_200, "")
                        .transmit("EMS 2", TransmitPhase.REFUSED, 4_200, TAKEN)
                        .ticket(0)
                        .state());
        moments.put(
                "refused",
                busy().transmit("Fire 1", TransmitPhase.REFUSED, 900, "Someone else is talking")
                        .state());
        moments.put(
                "still-sending", keyed(TransmitPhase.STILL_SENDING).ticket(800).state());
        moments.put(
                "not-confirmed", keyed(TransmitPhase.NOT_CONFIRMED).ticket(0).state());
        moments.put(
                "emergency",
                busy().talk("Rescue", "Rescue 4", 19)
                        .emergency("Rescue", "Rescue 4", EmergencyState.RAISED)
                        .state());
        moments.put(
                "emergency-acknowledged",
                busy().emergency("Rescue", "Rescue 4", EmergencyState.ACKNOWLEDGED)
                        .state());
        moments.put(
                "deaf",
                busy().alarm(
                                Alarm.Kind.OUTPUT_STALLED,
                                "The select output takes no sound. Sound now goes to the other output; check the headset")
                        .state());
        moments.put(
                "no-path",
                busy().allDown("The backend does not answer")
                        .connection(new Connection.Lost("The backend does not answer.", 2, Sample.NOW.plusSeconds(3)))
                        .state());
        moments.put("all-mute", busy().allMuted(42).state());
        moments.put(
                "other-region",
                busy().connection(new Connection.Online("America", 96, true))
                        .regions(regions(
                                "us",
                                "OUTSIDE Europe: your organisation's region is down, America serves until it is back."))
                        .event(Kind.CONNECTION, "Fire 1", 40, "Moved from Europe to America: The connection broke")
                        .state());
        moments.put("regions", busy().regions(regions("eu", "")).state());
        moments.put("states", states().state());
        moments.put("sixty-four", crowd(64).state());
        moments.put(
                "sixty-four-emergency",
                crowd(64)
                        .transmit("Fire 1", TransmitPhase.ON_AIR, 12_000, "")
                        .ticket(0)
                        .emergency("Talk 30", "Unit 30", EmergencyState.RAISED)
                        .state());
        moments.put("five-hundred", crowd(500).state());
        moments.put(
                "sign-in",
                Sample.channels(0).connection(new Connection.SignedOut("")).state());
        moments.put(
                "sign-in-refused",
                Sample.channels(0)
                        .connection(new Connection.SignedOut("The password is wrong. Type it again."))
                        .state());
        moments.put(
                "signing-in",
                Sample.channels(0)
                        .connection(new Connection.SigningIn("Joining 12 channels"))
                        .state());
        return moments;
    }

    /** A page of 64 channels, a quarter of them talking. */
    public static Sample sixtyFour() {
        return crowd(64);
    }

    /** A busy minute on twelve channels. */
    public static Sample busy() {
        return Sample.channels(12)
                .select("Fire 1", "EMS 2")
                .heard("Fire 1", "Engine 7", 40)
                .talk("Fire 2", "Ladder 2", 7)
                .talk("EMS 1", "Medic 31", 2)
                .talk("EMS 1", "Medic 12", 1)
                .busy("Police 1", "Position 2")
                .talk("Harbor", "Harbor Pilot 2", 11)
                .heard("EMS 2", "Medic 8", 95)
                .heard("Police 2", "Adam 12", 360)
                .mute("Traffic")
                .missed("Traffic", 3)
                .heard("Traffic", "Traffic 5", 130)
                .heard("Rescue", "Rescue 4", 31)
                .heard("Public Works", "Crew 9", 4000)
                .path("Airport", new Path.Up(PathKind.RELAYED, 240, 0.02, "3 members"))
                .path("Fire 1", new Path.Up(PathKind.DIRECT, 18, 0.001, "3 members"))
                .path("Harbor", new Path.Up(PathKind.DIRECT, 12, 0.004, "2 members"))
                .path("Rescue", new Path.Up(PathKind.DIRECT, 430, 0.08, "4 members"))
                .path("Public Works", new Path.Up(PathKind.SFU, 0, 0, "5 members, direct links are for up to 4"))
                .event(Kind.PRESENCE, "Fire 1", 600, "Engine 7 joined Fire 1")
                .event(Kind.CONNECTION, "Fire 1", 580, "All 12 channels joined in 0.6 s")
                .event(Kind.HEARD, "Fire 1", 40, "Engine 7 on Fire 1, 4 s")
                .event(Kind.TRANSMITTED, "Fire 1", 33, "You on Fire 1, 3 s, permission after 9 ms")
                .event(Kind.HEARD, "Rescue", 31, "Rescue 4 on Rescue, 6 s")
                .event(Kind.REFUSED, "EMS 2", 20, "EMS 2: Someone else is talking")
                .event(Kind.HEARD, "EMS 2", 18, "Medic 8 on EMS 2, 11 s")
                .event(Kind.FAULT, "EMS 2", 12, "Twelve frames of sound were lost on the way in; words may be missing")
                .event(Kind.HEARD, "Police 2", 6, "Adam 12 on Police 2, 2 s");
    }

    private static Sample keyed(TransmitPhase phase) {
        return busy().transmit("Fire 1", phase, 12_400, "").transmit("EMS 2", phase, 12_400, "");
    }

    private static Sample states() {
        return Sample.channels(12)
                .select("Fire 2")
                .heard("Fire 1", "Engine 7", 40)
                .talk("Fire 2", "Ladder 2", 7)
                .transmit("EMS 1", TransmitPhase.REQUESTED, 100, "")
                .transmit("EMS 2", TransmitPhase.ON_AIR, 7_000, "")
                .transmit("Police 1", TransmitPhase.REFUSED, 500, "Someone else is talking")
                .busy("Police 2", "Position 2")
                .path("Traffic", new Path.Joining())
                .transmit("Rescue", TransmitPhase.STILL_SENDING, 300, "")
                .transmit("Public Works", TransmitPhase.NOT_CONFIRMED, 3_000, "")
                .transmit("Harbor", TransmitPhase.CUT_OFF, 700, "Cut off: time-out")
                .path("Airport", new Path.Down("No permission to join"))
                .emergency("Command", "Command 1", EmergencyState.RAISED)
                .solo("Fire 2");
    }

    private static Sample crowd(int count) {
        Sample sample = Sample.channels(count).select("Fire 1", "EMS 2");
        for (int number = 0; number < 12; number++) {
            sample.talk("Talk " + (13 + number * 4), "Unit " + (100 + number), number);
        }
        return sample.talk("Fire 2", "Ladder 2", 4)
                .talk("EMS 1", "Medic 31", 2)
                .busy("Police 1", "Position 2")
                .talk("Harbor", "Harbor Pilot 2", 5)
                .mute("Traffic")
                .heard("Rescue", "Rescue 4", 31)
                .missed("Rescue", 2)
                .heard("Command", "Chief 1", 400);
    }
}
