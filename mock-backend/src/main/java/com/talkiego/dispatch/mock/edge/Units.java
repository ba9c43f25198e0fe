package com.talkiego.dispatch.mock.edge;

import java.util.List;
import java.util.Optional;

/** The simulated units, as the state page and its actions see them. Any thread. */
public interface Units {
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
    };

    /** What each does now. */
    List<UnitSnapshot> snapshot();

    /** Makes a unit ask for the floor and speak; false if there is no such unit. */
    boolean speak(String unit, SpeakRequest request);

    /** Makes a unit raise an emergency; false if there is no such unit. */
    boolean emergency(String unit);

    /** Ends the scenario: all units fall silent and sign off. */
    void stop();

    /**
     * One unit.
     *
     * @param id how actions name it: {@code unit-7}
     * @param alias what others see: 'Engine 7'
     * @param doing in words: 'listening', 'talking', 'waiting for the floor'
     * @param heard what it received, by channel
     */
    record UnitSnapshot(String id, String alias, List<String> channels, String doing, List<Heard> heard) {}

    /**
     * What a unit received on a channel.
     *
     * @param talkers aliases of those it heard
     * @param seconds of audio above the noise
     * @param rmsDbfs mean level of that audio, in dBFS
     */
    record Heard(String channel, List<String> talkers, double seconds, double rmsDbfs) {}

    /**
     * What to say: a clip by its name, or a tone, or else any speech.
     *
     * @param seconds how long, 0.1 to 60; for a clip empty means its own length
     * @param toneHz frequency, 100 to 8000 Hz
     */
    record SpeakRequest(Optional<String> clip, Optional<Double> seconds, Optional<Double> toneHz) {}
}
