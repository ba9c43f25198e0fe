package com.talkiego.dispatch.mock;

import com.talkiego.dispatch.mock.api.DemoTenant;
import com.talkiego.dispatch.mock.api.TurnServers;
import com.talkiego.dispatch.mock.regions.RegionSettings;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How a mock backend is to run.
 *
 * @param port of HTTPS and WSS, 0 for any free one
 * @param sfuPort of media, UDP, 0 for any free one
 * @param seed makes the simulated units' chances the same again
 * @param channels how many the tenant has, 1 to {@link DemoTenant#MAX_CHANNELS}
 * @param units how many simulated units, 0 to 500
 * @param talking on how many channels somebody talks all the time, 0 for none
 * @param home where certificates are kept
 * @param lan whether to listen on every interface instead of loopback only
 * @param ptimeMillis media packet time, 10 or 20 ms
 * @param regions the regions it is made of
 * @param deviations how it differs from the usual, for examinations
 */
public record BackendSettings(
        int port,
        int sfuPort,
        long seed,
        Scenario scenario,
        int channels,
        int units,
        int talking,
        Path home,
        boolean lan,
        int ptimeMillis,
        TurnServers turn,
        RegionSettings regions,
        Deviations deviations) {

    static final int MOST_UNITS = 500;

    /** A backend without regions and deviations. */
    public BackendSettings(
            int port,
            int sfuPort,
            long seed,
            Scenario scenario,
            int channels,
            int units,
            int talking,
            Path home,
            boolean lan,
            int ptimeMillis,
            TurnServers turn) {
        this(
                port,
                sfuPort,
                seed,
                scenario,
                channels,
                units,
                talking,
                home,
                lan,
                ptimeMillis,
                turn,
                RegionSettings.NONE,
                Deviations.NONE);
    }

    /** The same with its media on that port. */
    BackendSettings withSfuPort(int other) {
        return new BackendSettings(
                port,
                other,
                seed,
                scenario,
                channels,
                units,
                talking,
                home,
                lan,
                ptimeMillis,
                turn,
                regions,
                deviations);
    }

    /** What the simulated units do. */
    public enum Scenario {
        QUIET,
        BUSY,
        PROOF,
        NONE;

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException with a sentence, if a value is out of bounds */
    public BackendSettings {
        bounded("--port", port, 0, 65_535);
        bounded("--sfu-port", sfuPort, 0, 65_535);
        bounded("--channels", channels, 1, DemoTenant.MAX_CHANNELS);
        bounded("--units", units, 0, MOST_UNITS);
        bounded("--talking", talking, 0, channels);
        if (ptimeMillis != 10 && ptimeMillis != 20) {
            throw new IllegalArgumentException("--ptime must be 10 or 20.");
        }
    }

    private static void bounded(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(option + " must be from " + least + " to " + most + ".");
        }
    }
}
