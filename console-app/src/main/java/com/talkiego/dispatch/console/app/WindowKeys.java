package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.console.ports.ConsoleActions;
import com.talkiego.dispatch.console.transmit.HotKeys;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.ConsoleState;
import java.util.function.Supplier;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * The window's keys other than push-to-talk: F1 to F12 select (with Shift, add to the selection), M, Shift+M and V, Escape, and Ctrl
 * with a letter for the panels. Letters alone do nothing while a text field has the focus.
 */
final class WindowKeys {

    /** What the window itself does on a key. */
    interface Commands {
        void cancel();

        void search();

        void changeOperator();

        void settings();

        void drawer();

        void theme();

        void volume();

        void scale(double step);
    }

    private static final double STEP = 0.1;

    private final ConsoleActions actions;
    private final Commands commands;
    private final Supplier<@Nullable ConsoleState> state;

    WindowKeys(ConsoleActions actions, Commands commands, Supplier<@Nullable ConsoleState> state) {
        this.actions = actions;
        this.commands = commands;
        this.state = state;
    }

    /** The channel of a hot key, 1 to 12, or null. */
    static @Nullable ChannelId channel(@Nullable ConsoleState state, int number) {
        if (state == null) {
            return null;
        }
        return state.channels().stream()
                .map(ChannelState::channel)
                .filter(channel -> channel.number() == number)
                .findFirst()
                .map(com.talkiego.dispatch.core.model.Channel::id)
                .orElse(null);
    }

    void pressed(KeyEvent event) {
        boolean typing = event.getTarget() instanceof TextInputControl;
        if (event.getCode() == KeyCode.ESCAPE) {
            commands.cancel();
            event.consume();
            return;
        }
        if (event.isAltDown() || event.isMetaDown()) {
            return;
        }
        boolean handled = event.isControlDown() ? control(event.getCode()) : plain(event, typing);
        if (handled) {
            event.consume();
        }
    }

    private boolean control(KeyCode key) {
        switch (key) {
            case K -> commands.search();
            case O -> commands.changeOperator();
            case COMMA -> commands.settings();
            case E -> commands.drawer();
            case D -> commands.theme();
            case PLUS, EQUALS, ADD -> commands.scale(STEP);
            case MINUS, SUBTRACT -> commands.scale(-STEP);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean plain(KeyEvent event, boolean typing) {
        KeyCode key = event.getCode();
        int number = HotKeys.number(key);
        ChannelId channel = channel(state.get(), number);
        if (number > 0 && channel != null) {
            if (event.isShiftDown()) {
                actions.toggleInSelection(channel);
            } else {
                actions.select(channel);
            }
            return true;
        }
        if (typing) {
            return false;
        }
        if (key == KeyCode.M) {
            mute(event.isShiftDown());
        } else if (key == KeyCode.V) {
            commands.volume();
        } else {
            return false;
        }
        return true;
    }

    private void mute(boolean all) {
        ConsoleState now = state.get();
        if (now == null) {
            return;
        }
        if (all) {
            actions.allMute(now.listening().allMutedUntil() == null);
            return;
        }
        var selected = now.channels().stream().filter(ChannelState::selected).toList();
        boolean mute = selected.stream().anyMatch(channel -> !channel.muted());
        selected.forEach(channel -> actions.mute(channel.channel().id(), mute));
    }
}
