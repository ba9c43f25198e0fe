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
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A console as a process of its own that is told by its standard input when to press, and tells by its standard output what it shows
 * of one channel: so that a test can stop it as a whole. Arguments: address of the ApiLayer, its authority, the channel.
 */
final class PipedConsole {
    private PipedConsole() {}

    /** Commands, a line each: {@code press}, {@code release}, {@code count}. It ends when its input does. */
    public static void main(String[] arguments) throws Exception {
        Desk.Setup setup = new Desk.Setup(
                URI.create(arguments[0]),
                Trust.authority(Path.of(arguments[1])),
                "Position 1",
                SoundChoice.silent(Sound.tone(700, -18).microphone()),
                false,
                DeskMemory.EMPTY);
        ChannelId channel = new ChannelId(arguments[2]);
        AtomicReference<String> last = new AtomicReference<>("");
        try (Desk desk = new Desk(setup);
                Subscription _ = desk.session().onState(state -> {
                    String now = shown(state, channel);
                    if (!now.equals(last.getAndSet(now))) {
                        System.out.println(now);
                    }
                });
                BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            desk.signIn(new SignIn("demo", "dispatcher", "demo"));
            HeldKey key = null;
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
                        System.out.println(
                                "counted " + counted.presses() + " presses " + counted.granted() + " granted");
                    }
                    default -> throw new IllegalArgumentException(order);
                }
            }
        }
    }

    private static String shown(ConsoleState state, ChannelId channel) {
        boolean up = state.connection() instanceof Connection.Online
                && !state.channels().isEmpty()
                && state.channels().stream().allMatch(line -> line.path() instanceof ChannelState.Path.Up);
        String transmit = state.channels().stream()
                .filter(line -> line.channel().id().equals(channel))
                .map(line -> line.transmit().phase() + " " + line.transmit().reason())
                .findFirst()
                .orElse("");
        return "shown " + (up ? "up " : "down ") + state.transmissions().size() + " overs " + transmit.strip();
    }
}
