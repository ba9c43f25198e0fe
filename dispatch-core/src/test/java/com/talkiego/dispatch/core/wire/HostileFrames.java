package com.talkiego.dispatch.core.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Frames that no honest end sends: malformed, deep, huge, of wrong types, replayed, out of order, and golden ones spoiled in one place. The
 * same seed makes the same frames.
 */
public final class HostileFrames {
    /** How many a test plays, unless it is told otherwise. */
    public static final int USUAL = 100_000;

    private static final int REMEMBERED = 64;
    private static final int DEEP = 40;
    private static final int HUGE = 300_000;
    private static final int RARE = 4_000;
    private static final String[] VALUES = {
        "null",
        "true",
        "-1",
        "0",
        "1e999",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "1.5",
        "\"\"",
        "[]",
        "{}",
        "\"\\u0000\"",
        "\"NOT A CHANNEL\"",
        "[null]",
        "[[[]]]",
        "\"2030-13-45T99:99:99Z\"",
        "\"+1000000000-12-31T23:59:59.999999999Z\"",
        "\"-1000000000-01-01T00:00:00Z\"",
        "{\"type\":\"bye\"}"
    };

    /** A session's events are numbered from 1 again after so many frames. */
    public static final int EVENTS = 500;

    private static final Pattern NUMBER = Pattern.compile("(\"(?:seq|number)\" : )\\d+");

    private final SplittableRandom random;
    private final List<String> golden;
    private final List<String> sent = new ArrayList<>();
    private long made;

    private HostileFrames(long seed, List<String> golden) {
        this.random = new SplittableRandom(seed);
        this.golden = golden;
    }

    /**
     * Frames made from the golden messages of one side.
     *
     * @param side {@code client} or {@code server}
     */
    public static HostileFrames of(String side, long seed) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "docs", "protocol", "golden", side))) {
            List<String> golden = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                golden.add(Files.readString(file));
            }
            return new HostileFrames(seed, List.copyOf(golden));
        }
    }

    /** How many frames are to be played: as the system property {@code hostile.frames} says. */
    public static int count() {
        return Integer.getInteger("hostile.frames", USUAL);
    }

    /** The next one. */
    public String next() {
        String frame = make();
        made++;
        if (sent.size() == REMEMBERED) {
            sent.set(random.nextInt(REMEMBERED), frame);
        } else {
            sent.add(frame);
        }
        return frame;
    }

    private String make() {
        if (random.nextInt(RARE) == 0) {
            return huge();
        }
        return switch (random.nextInt(10)) {
            case 0 -> noise();
            case 1 -> deep();
            case 2, 3 -> numbered(golden());
            case 4 -> sent.isEmpty() ? golden() : sent.get(random.nextInt(sent.size()));
            case 5 -> cut(golden());
            case 6 -> flipped(golden());
            default -> withOtherValue(numbered(golden()));
        };
    }

    private String golden() {
        return golden.get(random.nextInt(golden.size()));
    }

    /** As if it were the next event, or nearly: what is numbered too low is not even looked at by a client. */
    private String numbered(String frame) {
        return NUMBER.matcher(frame).replaceFirst("$1" + (1 + made % EVENTS + random.nextInt(3)));
    }

    private String noise() {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(200); left > 0; left--) {
            text.append((char) random.nextInt(random.nextBoolean() ? 128 : 0xFFFF));
        }
        return text.toString();
    }

    private String deep() {
        int levels = 1 + random.nextInt(DEEP);
        return random.nextBoolean()
                ? "[".repeat(levels) + "]".repeat(levels)
                : "{\"type\":\"beat\",\"a\":" + "{\"a\":".repeat(levels) + "1" + "}".repeat(levels + 1);
    }

    private String huge() {
        return "{\"type\":\"beat\",\"number\":1,\"x\":\"" + "y".repeat(random.nextInt(HUGE)) + "\"}";
    }

    private String cut(String frame) {
        return frame.substring(0, random.nextInt(frame.length()));
    }

    private String flipped(String frame) {
        StringBuilder text = new StringBuilder(frame);
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            text.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(95)));
        }
        return text.toString();
    }

    /** Puts something else where a value stands, so that the frame stays JSON and says what it must not. */
    private String withOtherValue(String frame) {
        int colon = -1;
        for (int tries = 0; tries < 20 && colon < 0; tries++) {
            colon = frame.indexOf(" : ", random.nextInt(frame.length()));
        }
        if (colon < 0) {
            return frame;
        }
        int from = colon + 3;
        int to = from;
        while (to < frame.length() && frame.charAt(to) != ',' && frame.charAt(to) != '\n') {
            to++;
        }
        String value = random.nextInt(3) == 0
                ? Long.toString(random.nextLong(200) - 20)
                : VALUES[random.nextInt(VALUES.length)];
        return frame.substring(0, from) + value + frame.substring(to);
    }
}
