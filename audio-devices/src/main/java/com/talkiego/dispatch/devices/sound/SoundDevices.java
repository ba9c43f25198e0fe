package com.talkiego.dispatch.devices.sound;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lwjgl.openal.ALC10;
import org.lwjgl.openal.ALC11;
import org.lwjgl.openal.ALUtil;
import org.lwjgl.openal.EnumerateAllExt;

/** The sound devices of this computer, by name, as OpenAL Soft lists them. Safe on any thread; a look takes some milliseconds. */
public final class SoundDevices {
    /** Chosen instead of a device: nothing is opened, a clock takes the device's place. */
    public static final String NONE = "none";

    private static final String PREFIX = "OpenAL Soft on ";
    private static final String NO_BACKEND = "No Output";

    private SoundDevices() {}

    /** Names of the outputs, the default first; empty on a machine without sound. */
    public static List<String> outputs() {
        return defaultFirst(
                list(EnumerateAllExt.ALC_ALL_DEVICES_SPECIFIER),
                ALC10.alcGetString(0, EnumerateAllExt.ALC_DEFAULT_ALL_DEVICES_SPECIFIER));
    }

    /** Names of the microphones, the default first; empty on a machine without one. */
    public static List<String> inputs() {
        return defaultFirst(
                list(ALC11.ALC_CAPTURE_DEVICE_SPECIFIER),
                ALC10.alcGetString(0, ALC11.ALC_CAPTURE_DEFAULT_DEVICE_SPECIFIER));
    }

    /** The name as an operator reads it. */
    public static String shortName(String device) {
        return device.startsWith(PREFIX) ? device.substring(PREFIX.length()) : device;
    }

    /** Whether that is the library's stand-in for a machine without sound. */
    static boolean isNoDevice(String name) {
        return name.contains(NO_BACKEND);
    }

    private static List<String> list(int token) {
        List<String> names = ALUtil.getStringList(0, token);
        return names == null
                ? List.of()
                : names.stream().filter(name -> !isNoDevice(name)).toList();
    }

    private static List<String> defaultFirst(List<String> names, @Nullable String first) {
        return names.stream()
                .sorted((a, b) -> Boolean.compare(b.equals(first), a.equals(first)))
                .toList();
    }
}
