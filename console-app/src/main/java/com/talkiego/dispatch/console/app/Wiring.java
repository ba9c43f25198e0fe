package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.console.ports.ScreenSettings;
import com.talkiego.dispatch.console.ports.ScreenSettingsStore;
import com.talkiego.dispatch.console.ports.SignInForm;
import com.talkiego.dispatch.core.model.Alarm;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.session.Subscription;
import com.talkiego.dispatch.devices.sound.SoundChoice;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** Puts a console together: the desk, its window, and what lies between. Made and closed on the JavaFX thread. */
final class Wiring implements AutoCloseable {
    private final Desk desk;
    private final ConsoleHome home;
    private final ConsoleWindow window;
    private final Subscription states;

    /**
     * What the window starts with.
     *
     * @param demo whether it is the demo; the word stands on the screen
     * @param form filled in at sign-in; null for what was typed last
     */
    record Start(boolean demo, SoundChoice sound, @Nullable SignInForm form) {}

    Wiring(Desk desk, ConsoleHome home, Start start) {
        this.desk = desk;
        this.home = home;
        AtomicReference<@Nullable ConsoleWindow> late = new AtomicReference<>();
        SessionActions actions = new SessionActions(desk, sentence -> {
            ConsoleWindow shown = late.get();
            if (shown != null) {
                shown.refuse(new Connection.SignedOut(sentence));
            }
        });
        window = new ConsoleWindow(
                actions,
                new DeskMeters(desk.audio()),
                new DeskDevices(desk.audio(), start.sound()),
                new ScreenSettingsStore() {
                    @Override
                    public ScreenSettings load() {
                        return home.load();
                    }

                    @Override
                    public void save(ScreenSettings settings) {
                        desk.relayOnly(settings.relayOnly());
                        home.save(settings);
                    }
                },
                InstantSource.system(),
                ZoneId.systemDefault(),
                start.demo());
        late.set(window);
        FxBridge bridge = new FxBridge(window::show);
        LocalAlarms alarms = new LocalAlarms(bridge);
        home.tell(sentence -> alarms.say(Alarm.Kind.SETTINGS_NOT_SAVED, sentence, Instant.now()));
        desk.tellNotKept(sentence -> alarms.say(Alarm.Kind.SIGN_IN_NOT_KEPT, sentence, Instant.now()));
        states = desk.session().onState(alarms);
        alarms.accept(desk.session().state());
        if (start.form() != null) {
            window.fillSignIn(start.form());
        }
    }

    void open(Stage stage) {
        window.open(stage);
    }

    ConsoleWindow window() {
        return window;
    }

    /** The form that signs in at the bundled backend. */
    static SignInForm demoForm(URI server) {
        return new SignInForm(server.toString(), "demo", "dispatcher", "demo", "Position 1");
    }

    /** Ends what the window keys, remembers the desk, and takes the window apart; the desk itself goes on. */
    @Override
    public void close() {
        window.close();
        states.close();
        home.saveDesk(desk.session().memory());
        home.close();
    }
}
