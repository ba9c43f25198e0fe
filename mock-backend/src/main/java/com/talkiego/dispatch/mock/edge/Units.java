package com.talkiego.dispatch.mock.edge;

import com.talkiego.dispatch.core.model.MemberKind;
import java.util.List;
import java.util.Optional;

/** The simulated units, as the state page and its actions see them. Any thread. */
public interface Units extends AutoCloseable {
    /** No units at all. */
    Units NONE = new Units() {
        @Override
        public List<UnitSnapshot> snapshot() {
            return List.of();
        }

        @Override
        public boolean speak(String unit, SpeakRequest request) {
            return false;
        }

        @Override
        public boolean emergency(String unit) {
            return false;
        }

        @Override
        public void stop() {}

        @Override
        public List<Mark> marks() {
            return List.of();
        }

        @Override
        public void close() {}
    };

    /** What each does now. */
    List<UnitSnapshot> snapshot();

    /** Makes a unit ask for the floor and speak; false if there is no such unit. */
    boolean speak(String unit, SpeakRequest request);

    /** Makes a unit raise an emergency; false if there is no such unit. */
    boolean emergency(String unit);

    /** The newest marks in the units' sound, oldest first. */
    List<Mark> marks();

    /** Stops, and frees all that the units hold. */
    @Override
    void close();

    /** Ends the scenario: all units fall silent and sign off. */
    void stop();

    /**
     * A marked moment: 40 ms of silence, then 20 ms of 3 kHz.
     *
     * @param pushedNanos when the burst was handed to WebRTC: the system's monotonic clock, which all processes of a machine share on Linux
     */
    record Mark(String unit, String channel, long pushedNanos) {}

    /**
     * One unit.
     *
     * @param id how actions name it: {@code unit-7}
     * @param alias what others see: 'Engine 7'
     * @param doing in words: 'listening', 'about to talk', 'waiting for the floor', 'talking: …'
     * @param heard what it received, by channel
     */
    record UnitSnapshot(String id, String alias, List<String> channels, String doing, List<Heard> heard) {}

    /**
     * What a unit received on a channel from one talker.
     *
     * @param talker alias of whom it heard
     * @param kind what the talker is: {@code POSITION} for a dispatcher
     * @param seconds of audio above −50 dBFS
     * @param rmsDbfs mean level of that audio, in dBFS
     */
    record Heard(String channel, String talker, MemberKind kind, double seconds, double rmsDbfs) {}

    /**
     * What to say: a clip by its name, or a tone, or else any speech.
     *
     * @param seconds how long, 0.1 to 60; for a clip empty means its own length
     * @param toneHz frequency, 100 to 8000 Hz
     * @param toHz frequency that the tone rises or falls to, evenly
     */
    record SpeakRequest(
            Optional<String> clip, Optional<Double> seconds, Optional<Double> toneHz, Optional<Double> toHz) {}
}
