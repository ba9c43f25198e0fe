package com.talkiego.dispatch.mock.scenario;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.mock.scenario.Scenario.Conversation;
import com.talkiego.dispatch.mock.scenario.Scenario.EmergencyAt;
import com.talkiego.dispatch.mock.scenario.Scenario.Exchange;
import com.talkiego.dispatch.mock.scenario.Scenario.Line;
import com.talkiego.dispatch.mock.scenario.Scenario.ToneSchedule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a scenario from its text; what it does not understand it names with the line's number. One use, one thread. */
public final class ScenarioReader {
    private static final Pattern CHANNEL =
            Pattern.compile("channel (\\S+): (.+) talk every (\\d+(?:\\.\\d+)?) to (\\d+(?:\\.\\d+)?) s");
    private static final Pattern TONE =
            Pattern.compile("tone (\\S+): (.+) sounds (\\d+) Hz for (\\d+) s every (\\d+) s from (\\d+) s");
    private static final Pattern EMERGENCY = Pattern.compile("at (\\d+) s (.+) raises an emergency");
    private static final Pattern COPIES = Pattern.compile("(.+) copies: (.+)");
    private static final Pattern LINE = Pattern.compile("([^:]+): (.+)");

    private final List<Conversation> conversations = new ArrayList<>();
    private final List<ToneSchedule> tones = new ArrayList<>();
    private final List<EmergencyAt> emergencies = new ArrayList<>();
    private @Nullable Open open;

    private ScenarioReader() {}

    /** A conversation as far as it has been read. */
    private record Open(
            ChannelId channel,
            List<String> units,
            double min,
            double max,
            List<List<Line>> exchanges,
            Map<String, String> copies) {}

    /**
     * Reads one that ships with the backend.
     *
     * @throws ScenarioException with a sentence if there is none of that name, or it has a fault
     */
    public static Scenario shipped(String name) throws ScenarioException {
        if (name.equals("none")) {
            return Scenario.none();
        }
        try (InputStream in = name.matches("[a-z]+")
                ? ScenarioReader.class.getResourceAsStream("/scenarios/" + name + ".txt")
                : null) {
            if (in == null) {
                throw new ScenarioException("There is no scenario '" + name + "'. Choose quiet, busy, proof or none.");
            }
            return read(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ScenarioException("The scenario '" + name + "' cannot be read: " + e.getMessage());
        }
    }

    /** Reads a scenario from its text. */
    public static Scenario read(String name, String text) throws ScenarioException {
        ScenarioReader reader = new ScenarioReader();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            try {
                reader.take(line.strip());
            } catch (IllegalArgumentException e) {
                throw new ScenarioException(name + ", line " + number + ": " + e.getMessage());
            }
        }
        reader.finishConversation();
        return new Scenario(
                name, List.copyOf(reader.conversations), List.copyOf(reader.tones), List.copyOf(reader.emergencies));
    }

    private void take(String line) {
        if (line.startsWith("#")) {
            return;
        }
        if (line.isEmpty()) {
            if (open != null && !open.exchanges().getLast().isEmpty()) {
                open.exchanges().add(new ArrayList<>());
            }
            return;
        }
        Matcher channel = CHANNEL.matcher(line);
        Matcher tone = TONE.matcher(line);
        Matcher emergency = EMERGENCY.matcher(line);
        if (channel.matches()) {
            startConversation(channel);
        } else if (tone.matches()) {
            tones.add(new ToneSchedule(
                    new ChannelId(tone.group(1)),
                    tone.group(2),
                    number(tone.group(3)),
                    number(tone.group(4)),
                    number(tone.group(5)),
                    number(tone.group(6))));
        } else if (emergency.matches()) {
            emergencies.add(new EmergencyAt(number(emergency.group(1)), emergency.group(2)));
        } else {
            takeSentence(line);
        }
    }

    private void startConversation(Matcher header) {
        finishConversation();
        double min = number(header.group(3));
        double max = number(header.group(4));
        if (min > max) {
            throw new IllegalArgumentException("the shorter pause comes first");
        }
        List<List<Line>> exchanges = new ArrayList<>();
        exchanges.add(new ArrayList<>());
        open = new Open(
                new ChannelId(header.group(1)),
                List.of(header.group(2).split(", ", -1)),
                min,
                max,
                exchanges,
                new LinkedHashMap<>());
    }

    private void takeSentence(String line) {
        Open conversation = open;
        if (conversation == null) {
            throw new IllegalArgumentException("a sentence stands before any 'channel …' line: " + line);
        }
        Matcher copies = COPIES.matcher(line);
        Matcher spoken = LINE.matcher(line);
        if (copies.matches()) {
            conversation.copies().put(known(conversation, copies.group(1)), copies.group(2));
        } else if (spoken.matches()) {
            conversation.exchanges().getLast().add(new Line(known(conversation, spoken.group(1)), spoken.group(2)));
        } else {
            throw new IllegalArgumentException("not understood: " + line);
        }
    }

    private static String known(Open conversation, String unit) {
        if (!conversation.units().contains(unit)) {
            throw new IllegalArgumentException("'" + unit + "' is not one of this channel's units");
        }
        return unit;
    }

    private void finishConversation() {
        Open conversation = open;
        if (conversation == null) {
            return;
        }
        List<Exchange> exchanges = conversation.exchanges().stream()
                .filter(lines -> !lines.isEmpty())
                .map(lines -> new Exchange(List.copyOf(lines)))
                .toList();
        conversations.add(new Conversation(
                conversation.channel(),
                conversation.units(),
                conversation.min(),
                conversation.max(),
                exchanges,
                Map.copyOf(conversation.copies())));
        open = null;
    }

    private static double number(String digits) {
        return Double.parseDouble(digits);
    }
}
