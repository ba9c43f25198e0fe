package com.talkiego.dispatch.console.look;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Times, counts and lists in the form in which the screen shows them. */
public final class Words {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private Words() {}

    /** '0:07', '12:40'; never negative. */
    public static String elapsed(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }

    /** '0.8 s'. */
    public static String tenths(long millis) {
        return String.format(Locale.ROOT, "%.1f s", Math.max(0, millis) / 1000.0);
    }

    /** '14:02:31'. */
    public static String clock(Instant at, ZoneId zone) {
        return CLOCK.format(at.atZone(zone));
    }

    /** '14:02'. */
    public static String minutes(Instant at, ZoneId zone) {
        return MINUTES.format(at.atZone(zone));
    }

    /** 'Fire 1, EMS 2, Rescue and 3 more'. */
    public static String list(List<String> names, int most) {
        if (names.size() <= most) {
            return String.join(", ", names);
        }
        return String.join(", ", names.subList(0, most)) + " and " + (names.size() - most) + " more";
    }

    /** '−9 dB', '+3 dB', '0 dB'. */
    public static String decibels(double value) {
        long rounded = Math.round(value);
        String sign = rounded > 0 ? "+" : rounded < 0 ? "\u2212" : "";
        return sign + Math.abs(rounded) + " dB";
    }

    /** 'left 40 %', 'centre', 'right 100 %'. */
    public static String pan(double value) {
        long percent = Math.round(Math.abs(value) * 100);
        if (percent == 0) {
            return "centre";
        }
        return (value < 0 ? "left " : "right ") + percent + " %";
    }
}
