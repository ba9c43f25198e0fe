package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.console.channels.ChannelCard;
import com.talkiego.dispatch.console.channels.ChannelControls;
import com.talkiego.dispatch.console.look.Overlay;
import com.talkiego.dispatch.console.ports.ConsoleActions;
import com.talkiego.dispatch.console.ports.DeviceChoices;
import com.talkiego.dispatch.console.ports.Meters;
import com.talkiego.dispatch.console.ports.ScreenSettings;
import com.talkiego.dispatch.console.search.SearchPanel;
import com.talkiego.dispatch.console.search.SearchViewModel;
import com.talkiego.dispatch.console.settings.SettingsPanel;
import com.talkiego.dispatch.console.signin.ChangeOperatorPanel;
import com.talkiego.dispatch.console.transmit.MasterVolumes;
import com.talkiego.dispatch.core.model.ConsoleState;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import org.jspecify.annotations.Nullable;

/**
 * The panels that float over the console, one at a time: a channel's controls, the volumes, the change of operator, settings, search.
 * What opens a panel closes it too, if it is the one that is open. JavaFX thread.
 */
final class Panels {
    private final ConsoleActions actions;
    private final DeviceChoices devices;
    private final Overlay overlay = new Overlay();

    Panels(ConsoleActions actions, DeviceChoices devices) {
        this.actions = actions;
        this.devices = devices;
    }

    /** What they lie on, over the whole window. */
    Node layer() {
        return overlay;
    }

    /** Closes the one that is open, if there is one. */
    void close() {
        overlay.close();
    }

    /** The controls of a channel, beside its card. */
    void controls(ChannelCard card, ConsoleState state) {
        if (overlay.panel() instanceof ChannelControls open && open.channel().equals(card.channel())) {
            overlay.close();
            return;
        }
        state.channel(card.channel()).ifPresent(channel -> {
            ChannelControls panel = new ChannelControls(channel, state, actions);
            overlay.open(panel, card);
            focusFirst(panel);
        });
    }

    /** The volumes of both outputs. */
    void volumes(Button beside, ConsoleState state) {
        if (overlay.panel() instanceof MasterVolumes) {
            overlay.close();
            return;
        }
        MasterVolumes panel = new MasterVolumes(state.listening(), actions);
        overlay.open(panel, beside);
        focusFirst(panel);
    }

    /** Lets another operator sit down. */
    void changeOperator(@Nullable Button beside, ConsoleState.Operator now) {
        if (overlay.panel() instanceof ChangeOperatorPanel) {
            overlay.close();
            return;
        }
        ChangeOperatorPanel panel = new ChangeOperatorPanel(now, actions, overlay::close);
        overlay.open(panel, beside);
        panel.focusFirst();
    }

    /** The settings; {@code change} takes new ones, which come back by {@link #settingsAre}. */
    void settings(
            @Nullable Button beside,
            ScreenSettings settings,
            Consumer<ScreenSettings> change,
            @Nullable ConsoleState state) {
        if (overlay.panel() instanceof SettingsPanel) {
            overlay.close();
            return;
        }
        SettingsPanel panel = new SettingsPanel(settings, devices, change, actions::pinRegion, actions::signOut);
        overlay.open(panel, beside);
        if (state != null) {
            panel.show(state.regions());
        }
        focusFirst(panel);
    }

    /** A search, always begun anew. */
    void search(SearchViewModel model) {
        SearchPanel panel = new SearchPanel(model, overlay::close);
        overlay.open(panel, null);
        panel.focusText();
    }

    /** Shows a new state of the console in whichever is open. */
    void show(ConsoleState newest) {
        switch (overlay.panel()) {
            case ChangeOperatorPanel changing
            when newest.operator() != null -> changing.show(newest.operator().change());
            case ChannelControls controls ->
                newest.channel(controls.channel()).ifPresent(channel -> controls.show(channel, newest));
            case null, default -> {}
        }
    }

    /** The settings are others now. */
    void settingsAre(ScreenSettings newest) {
        if (overlay.panel() instanceof SettingsPanel open) {
            open.show(newest);
        }
    }

    /** Ten times a second, signed in or not: looks again at what comes and goes by itself. */
    void beat(@Nullable ConsoleState newest) {
        if (overlay.panel() instanceof SettingsPanel open) {
            open.refreshDevices();
            if (newest != null) {
                open.show(newest.regions());
            }
        }
    }

    /** Moves the meters of whichever is open; {@code seconds} since the last time. */
    void meters(Meters meters, double seconds) {
        if (overlay.panel() instanceof MasterVolumes open) {
            open.meter(meters, seconds);
        }
    }

    private static void focusFirst(Node panel) {
        panel.lookupAll("*").stream()
                .filter(Node::isFocusTraversable)
                .findFirst()
                .ifPresent(Node::requestFocus);
    }
}
