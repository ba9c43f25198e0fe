package com.talkiego.dispatch.console.transmit;

import com.talkiego.dispatch.console.look.LevelMeter;
import com.talkiego.dispatch.console.look.Words;
import com.talkiego.dispatch.console.ports.ConsoleActions;
import com.talkiego.dispatch.console.ports.Meters;
import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.model.ConsoleState.Listening;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.controlsfx.control.ToggleSwitch;

/** The panel of the two outputs: how loud the selected channels are, and how loud the others. */
public final class MasterVolumes extends VBox {
    private final LevelMeter select = new LevelMeter(Orientation.HORIZONTAL);
    private final LevelMeter unselect = new LevelMeter(Orientation.HORIZONTAL);

    public MasterVolumes(Listening listening, ConsoleActions actions) {
        getStyleClass().add("channel-controls");
        Label title = new Label("Master volumes");
        title.getStyleClass().add("panel-title");
        getChildren()
                .addAll(
                        title,
                        row("Selected channels", Bus.SELECT, listening.selectVolumeDb(), select, actions),
                        row("Other channels", Bus.UNSELECT, listening.unselectVolumeDb(), unselect, actions),
                        evening(listening.evened(), actions));
    }

    private static VBox evening(boolean now, ConsoleActions actions) {
        ToggleSwitch even = new ToggleSwitch("Even out talkers");
        even.setAccessibleText("Even out talkers");
        even.setSelected(now);
        even.setMaxWidth(Double.MAX_VALUE);
        even.selectedProperty().addListener((_, _, on) -> actions.even(on));
        Label what = new Label("Raises whispers and takes shouts back. The cards' meters show what came in.");
        what.getStyleClass().add("quiet");
        what.setWrapText(true);
        return new VBox(6, even, what);
    }

    private static VBox row(String name, Bus bus, double now, LevelMeter meter, ConsoleActions actions) {
        Slider slider = new Slider(-30, 6, now);
        slider.setAccessibleText("Volume of the " + name.toLowerCase(java.util.Locale.ROOT));
        slider.setBlockIncrement(1);
        Label value = new Label(Words.decibels(now));
        value.getStyleClass().add("quiet");
        slider.valueProperty().addListener((_, _, to) -> {
            value.setText(Words.decibels(to.doubleValue()));
            actions.masterVolume(bus, to.doubleValue());
        });
        meter.setMinHeight(8);
        return new VBox(6, new HBox(8, new Label(name), value), slider, meter);
    }

    /** Moves the two meters; {@code seconds} since the last time. */
    public void meter(Meters meters, double seconds) {
        select.level(meters.outputPeakDbfs(Bus.SELECT), seconds);
        unselect.level(meters.outputPeakDbfs(Bus.UNSELECT), seconds);
    }
}
