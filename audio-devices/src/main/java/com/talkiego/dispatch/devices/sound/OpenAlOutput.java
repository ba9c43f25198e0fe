package com.talkiego.dispatch.devices.sound;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lwjgl.openal.AL;
import org.lwjgl.openal.AL10;
import org.lwjgl.openal.ALC;
import org.lwjgl.openal.ALC10;
import org.lwjgl.openal.ALC11;
import org.lwjgl.openal.ALCCapabilities;
import org.lwjgl.openal.EXTDisconnect;
import org.lwjgl.openal.EXTThreadLocalContext;
import org.lwjgl.openal.EnumerateAllExt;
import org.lwjgl.openal.SOFTCallbackBuffer;
import org.lwjgl.openal.SOFTCallbackBufferType;
import org.lwjgl.openal.SOFTDirectChannels;

/**
 * One open output device that pulls stereo sound from a {@link DeviceRing}. Opened, asked and closed by the same playback thread,
 * whose OpenAL context is its own.
 */
final class OpenAlOutput implements AutoCloseable {
    private static final int SAMPLE_RATE = 48_000;
    private static final int UPDATES_A_SECOND = 100;

    private final String name;
    private final long device;
    private final long context;
    private final SOFTCallbackBufferType callback;
    private final int buffer;
    private final int source;

    private OpenAlOutput(
            String name, long device, long context, SOFTCallbackBufferType callback, int buffer, int source) {
        this.name = name;
        this.device = device;
        this.context = context;
        this.callback = callback;
        this.buffer = buffer;
        this.source = source;
    }

    /**
     * Opens a device and starts it.
     *
     * @param wanted its name; null for the system's default
     * @throws SoundFailed with a sentence
     */
    static OpenAlOutput open(@Nullable String wanted, DeviceRing ring, LongSupplier nanoTime) throws SoundFailed {
        long device = ALC10.alcOpenDevice(wanted);
        if (device == 0) {
            throw new SoundFailed(
                    wanted == null
                            ? "There is no sound output. Plug in a headset or speakers."
                            : "The output '" + SoundDevices.shortName(wanted)
                                    + "' cannot be opened. Plug it in or choose another.");
        }
        String opened = ALC10.alcGetString(device, EnumerateAllExt.ALC_ALL_DEVICES_SPECIFIER);
        String name = opened == null ? "default output" : opened;
        if (SoundDevices.isNoDevice(name)) {
            ALC10.alcCloseDevice(device);
            throw new SoundFailed("There is no sound output. Plug in a headset or speakers.");
        }
        ALCCapabilities alc = ALC.createCapabilities(device);
        int[] attributes = {
            ALC10.ALC_FREQUENCY, SAMPLE_RATE, ALC10.ALC_REFRESH, UPDATES_A_SECOND, 0,
        };
        long context = ALC10.alcCreateContext(device, attributes);
        if (context == 0 || !EXTThreadLocalContext.alcSetThreadContext(context)) {
            ALC10.alcCloseDevice(device);
            throw new SoundFailed(
                    "The sound output does not start. Close other programs that use it, or choose another.");
        }
        if (!AL.createCapabilities(alc).AL_SOFT_callback_buffer) {
            EXTThreadLocalContext.alcSetThreadContext(0);
            ALC10.alcDestroyContext(context);
            ALC10.alcCloseDevice(device);
            throw new SoundFailed("The sound library is too old: OpenAL Soft 1.22 or newer is needed.");
        }
        SOFTCallbackBufferType callback = SOFTCallbackBufferType.create((user, data, bytes) -> {
            ring.readTo(data, bytes / 4, nanoTime.getAsLong());
            return bytes;
        });
        int buffer = AL10.alGenBuffers();
        // The user pointer is not used, but must not be null.
        SOFTCallbackBuffer.alBufferCallbackSOFT(buffer, AL10.AL_FORMAT_STEREO16, SAMPLE_RATE, callback, device);
        int source = AL10.alGenSources();
        AL10.alSourcei(source, SOFTDirectChannels.AL_DIRECT_CHANNELS_SOFT, AL10.AL_TRUE);
        AL10.alSourcei(source, AL10.AL_BUFFER, buffer);
        AL10.alSourcePlay(source);
        return new OpenAlOutput(name, device, context, callback, buffer, source);
    }

    /** Its name in full. */
    String name() {
        return name;
    }

    /** Whether the device is still there and playing. */
    boolean alive() {
        return ALC10.alcGetInteger(device, EXTDisconnect.ALC_CONNECTED) == ALC10.ALC_TRUE
                && AL10.alGetSourcei(source, AL10.AL_SOURCE_STATE) == AL10.AL_PLAYING;
    }

    /** Frames a second the device really runs at. */
    int rate() {
        return ALC10.alcGetInteger(device, ALC11.ALC_FREQUENCY);
    }

    @Override
    public void close() {
        AL10.alSourceStop(source);
        AL10.alSourcei(source, AL10.AL_BUFFER, 0);
        AL10.alDeleteSources(source);
        AL10.alDeleteBuffers(buffer);
        EXTThreadLocalContext.alcSetThreadContext(0);
        ALC10.alcDestroyContext(context);
        ALC10.alcCloseDevice(device);
        callback.free();
    }
}
