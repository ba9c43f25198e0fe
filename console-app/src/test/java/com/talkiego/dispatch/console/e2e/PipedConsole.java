package com.talkiego.dispatch.console.e2e;

import com.talkiego.dispatch.console.app.Desk;
import com.talkiego.dispatch.core.api.Trust;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.model.PttTarget;
import com.talkiego.dispatch.core.session.DeskMemory;
import com.talkiego.dispatch.core.session.SessionStatistics;
import com.talkiego.dispatch.core.session.SignIn;
import com.talkiego.dispatch.core.session.Subscription;
import com.talkiego.dispatch.devices.sound.SoundChoice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A console as a process of its own that is told by its standard input when to press, and tells by its standard output what it shows
 * of one channel: so that a test can stop it as a whole, or have it on another host. Arguments: address of the ApiLayer, its authority,
 * the channel, and the position where it is not the first.
 */
final class PipedConsole {
    private PipedConsole() {}

    /** Commands, a line each: {@code press}, {@code release}, {@code count}, {@code heard}, {@code events}. It ends when its input does. */
    public static void main(String[] arguments) throws Exception {
        Desk.Setup setup = new Desk.Setup(
                URI.create(arguments[0]),
                Trust.authority(Path.of(arguments[1])),
                arguments.length > 3 ? arguments[3] : "Position 1",
                SoundChoice.silent(Sound.tone(700, -18).microphone()),
                false,
                DeskMemory.EMPTY);
        ChannelId channel = new ChannelId(arguments[2]);
        try (Desk desk = new Desk(setup)) {
            Ears ears = new Ears(desk.audio().engine());
            try (Subscription _ = desk.session().onState(teller(ears, channel))) {
                desk.signIn(new SignIn("demo", "dispatcher", "demo"));
                obey(desk, ears, channel);
            } finally {
                ears.close();
            }
        }
    }

    private static Consumer<ConsoleState> teller(Ears ears, ChannelId channel) {
        AtomicReference<String> last = new AtomicReference<>("");
        AtomicReference<String> lastWay = new AtomicReference<>("");
        AtomicReference<String> lastEnd = new AtomicReference<>("");
        return state -> {
            ears.learn(state);
            tell(shown(state, channel), last);
            tell(way(state, channel), lastWay);
            if (state.connection() instanceof Connection.SignedOut(String reason, boolean _)) {
                tell("signed out: " + reason, lastEnd);
            }
        };
    }

    private static void obey(Desk desk, Ears ears, ChannelId channel) throws IOException, InterruptedException {
        HeldKey key = null;
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            switch (order) {
                case "press" -> key = new HeldKey(desk.session(), new PttTarget.OneChannel(channel));
                case "release" -> {
                    if (key != null) {
                        key.release();
                    }
                }
                case "count" -> {
                    SessionStatistics counted = desk.session().statistics();
                    System.out.println("counted " + counted.presses() + " presses " + counted.granted() + " granted");
                }
                case "heard" -> System.out.println(heard(ears, channel.value()));
                case "events" ->
                    desk.session().state().events().forEach(event -> System.out.println("event " + event.sentence()));
                default -> throw new IllegalArgumentException(order);
            }
        }
    }

    private static void tell(String now, AtomicReference<String> last) {
        if (!now.equals(last.getAndSet(now))) {
            System.out.println(now);
        }
    }

    /** {@code heard} and then who for how many seconds, with semicolons between. */
    private static String heard(Ears ears, String channel) {
        Map<String, Double> seconds = new TreeMap<>();
        ears.overs(channel)
                .forEach(over -> seconds.merge(over.alias(), over.sound().audibleSeconds(), Double::sum));
        StringJoiner all = new StringJoiner("; ", "heard ", "");
        seconds.forEach((alias, each) -> all.add(alias + " " + each));
        return all.toString();
    }

    /** {@code way} and how the channel comes in, and why. */
    private static String way(ConsoleState state, ChannelId channel) {
        for (ChannelState line : state.channels()) {
            if (line.channel().id().equals(channel) && line.path() instanceof ChannelState.Path.Up up) {
                return "way " + up.kind() + " " + up.why();
            }
        }
        return "way none";
    }

    private static String shown(ConsoleState state, ChannelId channel) {
        boolean up = state.connection() instanceof Connection.Online
                && !state.channels().isEmpty()
                && state.channels().stream().allMatch(line -> line.path() instanceof ChannelState.Path.Up);
        String transmit = state.channel(channel)
                .map(line -> line.transmit().phase() + " " + line.transmit().reason())
                .orElse("");
        return "shown " + (up ? "up " : "down ") + state.transmissions().size() + " overs " + transmit.strip();
    }
}
