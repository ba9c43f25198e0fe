package com.talkiego.dispatch.console.e2e;

import com.talkiego.dispatch.console.app.Desk;
import com.talkiego.dispatch.console.keystore.SystemKeyStore;
import com.talkiego.dispatch.core.api.Trust;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.session.DeskMemory;
import com.talkiego.dispatch.core.session.SignIn;
import com.talkiego.dispatch.core.session.Subscription;
import com.talkiego.dispatch.devices.sound.SoundChoice;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts of a console as a process of its own, in the session of whoever has a key store. Arguments: address of the ApiLayer, its
 * authority, and {@code first} (with a password, to stay) or {@code again} (two starts without one, signed out at the end of the first).
 */
final class StayingConsole {
    private final URI api;
    private final Trust trust;

    private StayingConsole(URI api, Trust trust) {
        this.api = api;
        this.trust = trust;
    }

    /** Says of each start how it went. */
    public static void main(String[] arguments) throws Exception {
        StayingConsole console = new StayingConsole(URI.create(arguments[0]), Trust.authority(Path.of(arguments[1])));
        Consumer<Desk> without = desk -> desk.resume(console.api, "demo", "dispatcher");
        if (arguments[2].equals("first")) {
            console.start(
                    "first", desk -> desk.signIn(console.api, new SignIn("demo", "dispatcher", "demo"), true), false);
        } else {
            console.start("again", without, true);
            console.start("after", without, false);
        }
    }

    private void start(String name, Consumer<Desk> signIn, boolean signOut) throws Exception {
        CompletableFuture<Connection> outcome = new CompletableFuture<>();
        Desk.Setup setup = new Desk.Setup(
                api, trust, "Position 1", SoundChoice.silent(null), false, DeskMemory.EMPTY, new SystemKeyStore());
        try (Desk desk = new Desk(setup)) {
            CompletableFuture<Boolean> began = new CompletableFuture<>();
            try (Subscription _ = desk.session().onState(state -> {
                if (state.connection() instanceof Connection.SigningIn) {
                    began.complete(true);
                } else if (began.isDone()) {
                    outcome.complete(state.connection());
                }
            })) {
                signIn.accept(desk);
                System.out.println(name + ": "
                        + switch (outcome.get(20, TimeUnit.SECONDS)) {
                            case Connection.Online _ -> "online";
                            case Connection.SignedOut(String why, boolean _) -> "the form: " + why;
                            case Connection other -> other.toString();
                        });
                if (signOut) {
                    desk.session().signOut();
                }
            }
        }
    }
}
