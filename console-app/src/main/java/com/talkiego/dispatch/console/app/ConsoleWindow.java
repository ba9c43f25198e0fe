package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.console.channels.ChannelCard;
import com.talkiego.dispatch.console.channels.ChannelGrid;
import com.talkiego.dispatch.console.events.AlertStrip;
import com.talkiego.dispatch.console.events.Drawer;
import com.talkiego.dispatch.console.look.ScaledPane;
import com.talkiego.dispatch.console.look.Theme;
import com.talkiego.dispatch.console.ports.ConsoleActions;
import com.talkiego.dispatch.console.ports.DeviceChoices;
import com.talkiego.dispatch.console.ports.Meters;
import com.talkiego.dispatch.console.ports.ScreenSettings;
import com.talkiego.dispatch.console.ports.ScreenSettingsStore;
import com.talkiego.dispatch.console.search.Finding;
import com.talkiego.dispatch.console.search.SearchViewModel;
import com.talkiego.dispatch.console.signin.SignInView;
import com.talkiego.dispatch.console.status.TopBar;
import com.talkiego.dispatch.console.transmit.HeldSources;
import com.talkiego.dispatch.console.transmit.PttInput;
import com.talkiego.dispatch.console.transmit.PttKeys;
import com.talkiego.dispatch.console.transmit.TransmitBar;
import com.talkiego.dispatch.console.transmit.TransmitBarViewModel;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.ConsoleState;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.UnaryOperator;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The whole of what an operator sees: the sign-in page, or the console with its bars, grid, drawer and panels. Takes states by
 * {@link #show} (through an {@link FxBridge}) and gives commands to {@link ConsoleActions}; knows nothing else. JavaFX thread.
 */
public final class ConsoleWindow implements TopBar.Commands, WindowKeys.Commands {
    private static final String TITLE = "TalkieGo Dispatch";

    private final ConsoleActions actions;
    private final Meters meters;
    private final ScreenSettingsStore store;
    private final InstantSource clock;
    private final ZoneId zone;
    private final boolean demo;
    private final HeldSources sources;
    private final PttInput input;
    private final ChannelGrid grid;
    private final TopBar topBar;
    private final AlertStrip strip;
    private final Drawer drawer;
    private final TransmitBar transmitBar;
    private final SignInView signIn;
    private final Panels panels;
    private final BorderPane console = new BorderPane();
    private final StackPane pages = new StackPane();
    private final ScaledPane scaled;
    private final Scene scene;
    private final Heartbeat heartbeat;
    private ScreenSettings settings;
    private @Nullable ConsoleState state;
    private int page;

    /**
     * @param clock this computer's clock
     * @param zone in which local times are shown
     * @param demo whether the word DEMO stands on the screen, always
     */
    public ConsoleWindow(
            ConsoleActions actions,
            Meters meters,
            DeviceChoices devices,
            ScreenSettingsStore store,
            InstantSource clock,
            ZoneId zone,
            boolean demo) {
        this.actions = actions;
        this.meters = meters;
        this.store = store;
        this.clock = clock;
        this.zone = zone;
        this.demo = demo;
        settings = store.load();
        sources = new HeldSources(actions);
        input = new PttInput(
                sources, PttKeys.standard(sources, number -> WindowKeys.channel(state, number), this::focusedChannel));
        grid = new ChannelGrid(actions, input, this::openControls);
        topBar = new TopBar(zone, this);
        strip = new AlertStrip(actions);
        drawer = new Drawer(actions, zone);
        transmitBar = new TransmitBar(actions, input, this::openVolumes, demo);
        signIn = new SignInView(actions, settings.signIn(), form -> change(now -> now.withSignIn(form)), demo);
        panels = new Panels(actions, devices);
        lay();
        pages.getChildren().setAll(signIn, panels.layer());
        scaled = new ScaledPane(pages);
        scene = new Scene(scaled, 1280, 800);
        input.watch(scene);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, new WindowKeys(actions, this, this::signedInState)::pressed);
        heartbeat = new Heartbeat(this::moveMeters, this::pulse, this::beat);
        dress();
    }

    private void lay() {
        ScrollPane scroll = new ScrollPane(grid);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().add("grid-scroll");
        scroll.viewportBoundsProperty().addListener((_, _, room) -> grid.room(room.getWidth(), room.getHeight()));
        console.getStyleClass().add("console");
        console.setTop(new VBox(topBar, strip));
        console.setCenter(scroll);
        console.setBottom(transmitBar);
    }

    /** Puts the console on a stage, shows it and starts its timer. */
    public void open(Stage stage) {
        stage.setTitle(demo ? TITLE + " - DEMO" : TITLE);
        stage.setScene(scene);
        stage.setMinWidth(960);
        stage.setMinHeight(600);
        stage.show();
        signIn.focusFirst();
        heartbeat.start();
    }

    /** Ends what this window keys and stops its timer. */
    public void close() {
        input.end();
        heartbeat.stop();
    }

    public Scene scene() {
        return scene;
    }

    /** Fills the sign-in form in, for a start that needs no typing. */
    public void fillSignIn(com.talkiego.dispatch.console.ports.SignInForm form) {
        signIn.fill(form);
        signIn.focusFirst();
    }

    /** Says on the sign-in page why a sign-in was not tried. */
    void refuse(Connection.SignedOut why) {
        signIn.show(why);
    }

    /** Shows a new state. */
    public void show(ConsoleState newest) {
        boolean before = signedIn(state);
        state = newest;
        if (before != signedIn(newest)) {
            swap(!before);
        }
        if (signedIn(newest)) {
            refresh(newest);
        } else {
            signIn.show(newest.connection());
        }
    }

    private static boolean signedIn(@Nullable ConsoleState state) {
        return state != null
                && (state.connection() instanceof Connection.Online || state.connection() instanceof Connection.Lost);
    }

    private @Nullable ConsoleState signedInState() {
        return signedIn(state) ? state : null;
    }

    private void swap(boolean toConsole) {
        panels.close();
        input.end();
        page = 0;
        pages.getChildren().set(0, toConsole ? console : signIn);
        if (toConsole) {
            signIn.show(new Connection.Online("", 0, true));
            console.requestFocus();
        } else {
            signIn.focusFirst();
        }
    }

    private void refresh(ConsoleState newest) {
        Instant now = clock.instant().plusMillis(newest.serverClockOffsetMillis());
        grid.show(newest, page, now, zone);
        topBar.show(newest, ChannelGrid.PAGE, page, now);
        strip.show(newest, now);
        drawer.show(newest);
        transmitBar.show(TransmitBarViewModel.look(newest, now));
        panels.show(newest);
    }

    private void beat() {
        sources.renew();
        ConsoleState newest = state;
        if (newest != null && signedIn(newest)) {
            refresh(newest);
        }
        panels.beat(newest);
    }

    void moveMeters(double seconds) {
        if (signedIn(state)) {
            grid.meters(meters, seconds);
            transmitBar.meter(meters, seconds);
            panels.meters(meters, seconds);
        }
    }

    private void pulse(double brightness) {
        grid.pulse(brightness);
        strip.pulse(brightness);
    }

    private @Nullable ChannelId focusedChannel() {
        ChannelCard card = grid.focused();
        return card == null ? null : card.channel();
    }

    private void openControls(ChannelCard card) {
        ConsoleState newest = state;
        if (newest != null) {
            panels.controls(card, newest);
        }
    }

    private void openVolumes(Button beside) {
        ConsoleState newest = state;
        if (newest != null) {
            panels.volumes(beside, newest);
        }
    }

    private void change(UnaryOperator<ScreenSettings> to) {
        ScreenSettings before = settings;
        settings = to.apply(before);
        if (!settings.equals(before)) {
            store.save(settings);
            dress();
        }
    }

    private void dress() {
        Theme.of(settings.dark()).dress(scene);
        scaled.scale(settings.scale());
        grid.cards(settings.cards());
        console.setRight(settings.drawerOpen() ? drawer : null);
        panels.settingsAre(settings);
    }

    @Override
    public void page(int number) {
        page = number;
        ConsoleState newest = signedInState();
        if (newest != null) {
            refresh(newest);
        }
    }

    @Override
    public void search() {
        ConsoleState newest = signedInState();
        if (newest == null) {
            return;
        }
        List<Finding> window = List.of(
                new Finding("Switch between dark and light", "Command", this::theme),
                new Finding("Settings", "Command", this::settings),
                new Finding("Change operator", "Command", () -> changeOperator(null)),
                new Finding("Open or close the drawer", "Command", this::drawer));
        panels.search(new SearchViewModel(newest, actions, this::goTo, window));
    }

    @Override
    public void changeOperator() {
        changeOperator(null);
    }

    @Override
    public void changeOperator(@Nullable Button beside) {
        ConsoleState newest = signedInState();
        ConsoleState.Operator now = newest == null ? null : newest.operator();
        if (now == null) {
            panels.close();
        } else {
            panels.changeOperator(beside, now);
        }
    }

    private void goTo(ChannelId channel) {
        ConsoleState newest = signedInState();
        if (newest == null) {
            return;
        }
        for (int index = 0; index < newest.channels().size(); index++) {
            if (newest.channels().get(index).channel().id().equals(channel)) {
                page(index / ChannelGrid.PAGE);
            }
        }
        grid.focus(channel);
    }

    @Override
    public void theme() {
        change(now -> now.withDark(!now.dark()));
    }

    @Override
    public void settings() {
        settings(null);
    }

    @Override
    public void settings(@Nullable Button beside) {
        panels.settings(beside, settings, to -> change(_ -> to), state);
    }

    @Override
    public void drawer() {
        change(now -> now.withDrawerOpen(!now.drawerOpen()));
    }

    @Override
    public void attention() {
        change(now -> now.withDrawerOpen(true));
    }

    @Override
    public void cancel() {
        input.end();
        panels.close();
    }

    @Override
    public void volume() {
        ChannelCard card = grid.focusedOrSelected();
        if (card != null) {
            openControls(card);
        }
    }

    @Override
    public void scale(double step) {
        change(now -> now.withScale(now.scale() + step));
    }
}
