package com.talkiego.dispatch.devices.sound;

import org.jspecify.annotations.Nullable;
import org.lwjgl.openal.AL10;
import org.lwjgl.openal.ALC10;
import org.lwjgl.openal.ALC11;
import org.lwjgl.openal.EXTDisconnect;

/** A microphone of this computer. */
final class OpenAlMicrophone implements Microphone {
    private static final int SAMPLE_RATE = 48_000;
    private static final int FRAME = 480;
    private static final int BUFFER = 10 * FRAME;

    private final long device;
    private final String name;

    private OpenAlMicrophone(long device, String name) {
        this.device = device;
        this.name = name;
    }

    /**
     * Opens and starts one.
     *
     * @param wanted its name; null for the system's default
     * @throws SoundFailed with a sentence
     */
    static OpenAlMicrophone open(@Nullable String wanted) throws SoundFailed {
        long device = ALC11.alcCaptureOpenDevice(wanted, SAMPLE_RATE, AL10.AL_FORMAT_MONO16, BUFFER);
        if (device == 0) {
            throw new SoundFailed(
                    wanted == null
                            ? "There is no microphone. Plug in a headset: until then nobody hears you."
                            : "The microphone '" + SoundDevices.shortName(wanted)
                                    + "' cannot be opened. Plug it in or choose another: until then nobody hears you.");
        }
        ALC11.alcCaptureStart(device);
        String opened = ALC10.alcGetString(device, ALC11.ALC_CAPTURE_DEVICE_SPECIFIER);
        return new OpenAlMicrophone(device, opened == null ? "default microphone" : opened);
    }

    @Override
    public boolean read(short[] frame) throws SoundFailed {
        if (ALC10.alcGetInteger(device, EXTDisconnect.ALC_CONNECTED) != ALC10.ALC_TRUE) {
            throw new SoundFailed("The microphone '" + SoundDevices.shortName(name)
                    + "' is gone. Plug it in again: until then nobody hears you.");
        }
        if (ALC10.alcGetInteger(device, ALC11.ALC_CAPTURE_SAMPLES) < FRAME) {
            return false;
        }
        ALC11.alcCaptureSamples(device, frame, FRAME);
        return true;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() {
        ALC11.alcCaptureStop(device);
        ALC11.alcCaptureCloseDevice(device);
    }
}
