package com.talkiego.dispatch.console.channels;

import com.talkiego.dispatch.console.look.Words;
import com.talkiego.dispatch.console.ports.ConsoleActions;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.ConsoleState;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleFunction;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The panel of one channel: volume, pan, mute, solo, selection, emergency. Opened by a button or a key, never by passing over it. */
public final class ChannelControls extends VBox {
    private static final double QUIETEST_DB = -20;
    private static final double LOUDEST_DB = 6;
    private static final String RAISE = "Raise emergency";

    private final ChannelId channel;
    private final Slider volume;
    private final Slider pan;
    private final Button mute = wide("Mute");
    private final Button solo = wide("Solo");
    private final Button selection = wide("Add to selection");
    private final Button raise = wide(RAISE);
    private final Label way = new Label();
    private final ConsoleActions actions;
    private boolean muted;
    private boolean soloed;

    public ChannelControls(ChannelState state, ConsoleState console, ConsoleActions actions) {
        this.actions = actions;
        channel = state.channel().id();
        String name = state.channel().name();
        volume = slider("Volume of " + name, QUIETEST_DB, LOUDEST_DB, state.volumeDb(), 1);
        pan = slider("Pan of " + name, -1, 1, state.pan(), 0.1);
        Label title = new Label(name);
        title.getStyleClass().add("panel-title");
        getStyleClass().add("channel-controls");
        Button centre = new Button("Centre");
        centre.setAccessibleText("Pan of " + name + " to the centre");
        centre.setOnAction(_ -> pan.setValue(0));
        Button unity = new Button("0 dB");
        unity.setAccessibleText("Volume of " + name + " to 0 dB");
        unity.setOnAction(_ -> volume.setValue(0));
        mute.setOnAction(_ -> actions.mute(channel, !muted));
        solo.setOnAction(_ -> actions.solo(soloed ? null : channel));
        selection.setOnAction(_ -> actions.toggleInSelection(channel));
        raise.getStyleClass().add("guarded");
        raise.setOnAction(_ -> guardedRaise());
        raise.focusedProperty().addListener((_, _, focused) -> disarm(focused));
        way.getStyleClass().add("quiet");
        way.setWrapText(true);
        way.setMinHeight(USE_PREF_SIZE);
        getChildren()
                .addAll(
                        title,
                        way,
                        row("Volume", volume, unity, Words::decibels),
                        row("Pan", pan, centre, Words::pan),
                        pair(mute, solo),
                        selection,
                        raise);
        follow(volume, value -> actions.volume(channel, value));
        follow(pan, value -> actions.pan(channel, value));
        show(state, console);
    }

    public ChannelId channel() {
        return channel;
    }

    /** Follows the state, but never moves a slider that is being moved. */
    public void show(ChannelState state, ConsoleState console) {
        muted = state.muted();
        soloed = channel.equals(console.listening().solo());
        mute.setText(muted ? "Unmute" : "Mute");
        solo.setText(soloed ? "End solo" : "Solo");
        way.setText(Way.of(state.path()).sentence());
        way.setVisible(!way.getText().isEmpty());
        way.setManaged(way.isVisible());
        selection.setText(state.selected() ? "Take out of selection" : "Add to selection");
    }

    private void guardedRaise() {
        if (raise.getText().equals(RAISE)) {
            raise.setText("Press again to raise the emergency");
        } else {
            actions.raiseEmergency(channel);
            raise.setText(RAISE);
        }
    }

    private void disarm(boolean focused) {
        if (!focused) {
            raise.setText(RAISE);
        }
    }

    private static void follow(Slider slider, DoubleConsumer sink) {
        slider.valueProperty().addListener((_, _, value) -> sink.accept(value.doubleValue()));
    }

    private static Slider slider(String accessibleName, double least, double most, double value, double step) {
        Slider slider = new Slider(least, most, value);
        slider.setBlockIncrement(step);
        slider.setAccessibleText(accessibleName);
        HBox.setHgrow(slider, Priority.ALWAYS);
        return slider;
    }

    private static VBox row(String title, Slider slider, Button reset, DoubleFunction<String> words) {
        Label name = new Label(title);
        Label value = new Label(words.apply(slider.getValue()));
        value.getStyleClass().add("quiet");
        slider.valueProperty().addListener((_, _, now) -> value.setText(words.apply(now.doubleValue())));
        HBox head = new HBox(8, name, value);
        HBox body = new HBox(8, slider, reset);
        body.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        return new VBox(2, head, body);
    }

    private static HBox pair(Button left, Button right) {
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        return new HBox(8, left, right);
    }

    private static Button wide(String text) {
        Button button = new Button(text);
        button.setMaxWidth(Double.MAX_VALUE);
        return button;
    }
}
