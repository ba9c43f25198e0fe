package com.talkiego.dispatch.mock.scenario;

import com.talkiego.dispatch.core.model.ChannelId;
import java.util.List;
import java.util.Map;

/**
 * What happens in the simulated world.
 *
 * @param emergencies raised once each, counted from the start
 */
public record Scenario(
        String name, List<Conversation> conversations, List<ToneSchedule> tones, List<EmergencyAt> emergencies) {

    /**
     * Units that talk to each other on one channel.
     *
     * @param minGapSeconds shortest pause between exchanges, in s
     * @param maxGapSeconds longest pause, in s
     * @param exchanges what they say, one chosen at random each time
     * @param copies what a unit says once a dispatcher has spoken
     */
    public record Conversation(
            ChannelId channel,
            List<String> units,
            double minGapSeconds,
            double maxGapSeconds,
            List<Exchange> exchanges,
            Map<String, String> copies) {}

    /** Sentences spoken one after the other. */
    public record Exchange(List<Line> lines) {}

    /** One sentence of one unit. */
    public record Line(String unit, String sentence) {}

    /** A tone by a fixed timetable: pitch in Hz, times in s from the start. */
    public record ToneSchedule(
            ChannelId channel, String unit, double hertz, double seconds, double periodSeconds, double fromSeconds) {}

    /** A unit that raises an emergency at a time, in s from the start. */
    public record EmergencyAt(double seconds, String unit) {}

    /** Nobody does anything, unless told to. */
    public static Scenario none() {
        return new Scenario("none", List.of(), List.of(), List.of());
    }
}
