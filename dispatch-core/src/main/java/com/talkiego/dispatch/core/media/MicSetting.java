package com.talkiego.dispatch.core.media;

/**
 * What is done to the microphone's sound.
 *
 * @param echoCancelling whether what the loudspeakers play is taken out of it
 * @param noise how much steady noise is taken out of it
 * @param gainControl whether its level is brought to that of ordinary speech
 */
public record MicSetting(boolean echoCancelling, Noise noise, boolean gainControl) {
    /** For a desk microphone with loudspeakers. */
    public static final MicSetting DESK = new MicSetting(true, Noise.MODERATE, true);

    /** How much noise is taken out. */
    public enum Noise {
        OFF,
        LOW,
        MODERATE,
        HIGH,
        VERY_HIGH
    }
}
