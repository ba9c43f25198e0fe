package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.console.keystore.SecretStore;
import com.talkiego.dispatch.console.ports.ScreenSettings;
import com.talkiego.dispatch.console.ports.SignInForm;
import com.talkiego.dispatch.core.api.Trust;
import com.talkiego.dispatch.core.media.MediaRuntime;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.session.SignIn;
import com.talkiego.dispatch.core.session.Subscription;
import com.talkiego.dispatch.devices.sound.SoundChoice;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The console in a window, until it is closed. */
final class WindowRun {
    private static final URI NOWHERE = URI.create("https://localhost");

    private final DeskOptions options;
    private final boolean demo;
    private final StartTimes times = new StartTimes();
    private final AtomicBoolean noted = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    WindowRun(DeskOptions options, boolean demo) {
        this.options = options;
        this.demo = demo;
    }

    int call() throws Exception {
        times.done("main");
        // The backend, the toolkit and WebRTC come up side by side: none needs the others.
        BundledBackend.Launched launched = demo ? BundledBackend.launch(List.of("--scenario", "busy")) : null;
        CompletableFuture<Void> toolkit = new CompletableFuture<>();
        Thread.ofPlatform()
                .name("toolkit-start")
                .daemon()
                .start(() -> Platform.startup(() -> {
                    times.done("toolkit");
                    toolkit.complete(null);
                }));
        ConsoleHome home = options.home();
        ScreenSettings last = home.load();
        if (demo) {
            toolkit.thenRun(() -> FxBridge.run(() -> {
                Rehearsal.of(last);
                times.done("rehearsal");
            }));
        }
        MediaRuntime runtime = MediaRuntime.start();
        times.done("media");
        try (BundledBackend backend = launched == null ? null : launched.await()) {
            run(backend, home, last, toolkit, runtime);
        }
        return ExitCode.GOOD;
    }

    private void run(
            @Nullable BundledBackend backend,
            ConsoleHome home,
            ScreenSettings last,
            CompletableFuture<Void> toolkit,
            MediaRuntime runtime)
            throws Exception {
        times.done("backend");
        SoundChoice sound = options.sound();
        URI server = backend == null ? serverOf(last.signIn()) : backend.ready().api();
        SignInForm form = backend == null ? null : Wiring.demoForm(server);
        SecretStore secrets = backend == null ? home.secrets() : SecretStore.unusable("the demo signs in by itself");
        Desk desk = new Desk(
                new Desk.Setup(server, trust(backend), last.signIn().position(), sound, true, home.loadDesk(), secrets),
                runtime);
        desk.relayOnly(options.relayOnly(last.relayOnly()));
        try {
            desk.session().pinRegion(options.region(last.region()));
            if (backend != null) {
                System.out.println("DEMO. The radio page, for a browser: "
                        + backend.ready().radio());
                desk.signIn(new SignIn("demo", "dispatcher", "demo"));
            } else if (last.signIn().stay() && !server.equals(NOWHERE)) {
                desk.resume(server, last.signIn().tenant(), last.signIn().user());
            }
            times.done("sign-in pressed");
            toolkit.join();
            Wiring wiring = onToolkit(() -> {
                Wiring made = new Wiring(desk, home, new Wiring.Start(demo, sound, form));
                Stage stage = new Stage();
                stage.setOnHidden(hidden -> closed.countDown());
                made.open(stage);
                return made;
            });
            times.done("window");
            Subscription joined = desk.session().onState(state -> noteJoined(state, times));
            closed.await();
            joined.close();
            onToolkit(() -> {
                wiring.close();
                return true;
            });
        } finally {
            desk.close();
            Platform.exit();
        }
    }

    private void noteJoined(ConsoleState state, StartTimes times) {
        boolean all = !state.channels().isEmpty()
                && state.channels().stream().allMatch(line -> line.path() instanceof ChannelState.Path.Up);
        if (all && noted.compareAndSet(false, true)) {
            times.complete("all channels joined");
        }
    }

    private Trust trust(@Nullable BundledBackend backend) throws UnusableFile {
        try {
            return backend == null
                    ? options.trust()
                    : Trust.authority(backend.ready().authority());
        } catch (java.io.IOException e) {
            throw new UnusableFile("The bundled backend's certificate authority cannot be read.", e);
        }
    }

    private static URI serverOf(SignInForm form) {
        try {
            URI server = URI.create(form.server());
            return server.getHost() == null ? NOWHERE : server;
        } catch (IllegalArgumentException e) {
            return NOWHERE;
        }
    }

    /** Does something on the JavaFX thread and waits for its outcome. */
    static <T> T onToolkit(java.util.concurrent.Callable<T> task) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        FxBridge.run(() -> {
            try {
                done.complete(task.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done.get();
    }
}
