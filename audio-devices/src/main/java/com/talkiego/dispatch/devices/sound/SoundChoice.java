package com.talkiego.dispatch.devices.sound;

import org.jspecify.annotations.Nullable;

/**
 * Which devices the operator wants: null for the system's default, {@link SoundDevices#NONE} for none.
 *
 * @param selectOutput where selected channels are heard
 * @param unselectOutput where the others are heard; may be the same device
 * @param microphone the operator's own voice
 * @param standIn a recording in place of the microphone; null to use the microphone
 */
public record SoundChoice(
        @Nullable String selectOutput,
        @Nullable String unselectOutput,
        @Nullable String microphone,
        @Nullable Microphone standIn) {
    /** The system's defaults. */
    public static final SoundChoice DEFAULTS = new SoundChoice(null, null, null, null);

    /** No device is opened at all: everything runs on the clock. */
    public static SoundChoice silent(@Nullable Microphone standIn) {
        return new SoundChoice(SoundDevices.NONE, SoundDevices.NONE, SoundDevices.NONE, standIn);
    }
}
