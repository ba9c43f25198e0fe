package com.talkiego.dispatch.console.settings;

import com.talkiego.dispatch.console.ports.DeviceChoices;
import com.talkiego.dispatch.console.ports.DeviceChoices.Choice;
import com.talkiego.dispatch.console.ports.DeviceChoices.Place;
import com.talkiego.dispatch.console.ports.ScreenSettings;
import com.talkiego.dispatch.core.model.RegionView;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SegmentedButton;
import org.controlsfx.control.ToggleSwitch;

/** The settings panel: devices as lists (no pop-ups, so it scales and never takes the window's focus), theme, scale, card size. */
public final class SettingsPanel extends VBox {
    private static final double STEP = 0.1;

    private final DeviceChoices devices;
    private final Consumer<ScreenSettings> change;
    private final VBox deviceLists = new VBox(12);
    private final Label scale = new Label();
    private final ToggleSwitch dark = new ToggleSwitch("Dark theme");
    private final ToggleSwitch relayOnly = new ToggleSwitch("Audio by relays only (TURN)");
    private final Map<ScreenSettings.Cards, ToggleButton> sizes = new EnumMap<>(ScreenSettings.Cards.class);
    private final Runnable signOut;
    private final RegionRows regions;
    private ScreenSettings settings;
    private List<Object> shownDevices = List.of();

    /** @param change takes new settings; they come back by {@link #show} */
    public SettingsPanel(
            ScreenSettings settings,
            DeviceChoices devices,
            Consumer<ScreenSettings> change,
            Consumer<String> pin,
            Runnable signOut) {
        super(16);
        this.settings = settings;
        this.devices = devices;
        this.change = change;
        this.signOut = signOut;
        this.regions = new RegionRows(region -> {
            pin.accept(region);
            change.accept(this.settings.withRegion(region));
        });
        getStyleClass().add("settings-panel");
        Label title = new Label("Settings");
        title.getStyleClass().add("panel-title");
        ScrollPane scroll = new ScrollPane(new VBox(16, deviceLists, screen(), regions, network(), out()));
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(title, scroll);
        setPrefSize(420, 720);
        show(settings);
        refreshDevices();
    }

    private VBox screen() {
        Label title = new Label("Screen");
        title.getStyleClass().add("section-title");
        dark.setAccessibleText("Dark theme");
        dark.setMaxWidth(Double.MAX_VALUE);
        dark.selectedProperty().addListener((_, _, on) -> {
            if (on != settings.dark()) {
                change.accept(settings.withDark(on));
            }
        });
        return new VBox(12, title, dark, scaleRow(), sizeRow());
    }

    private Button out() {
        Button out = new Button("Sign out");
        out.setOnAction(_ -> signOut.run());
        return out;
    }

    private VBox network() {
        Label title = new Label("Network");
        title.getStyleClass().add("section-title");
        relayOnly.setAccessibleText("Audio by relays only");
        relayOnly.setMaxWidth(Double.MAX_VALUE);
        relayOnly.selectedProperty().addListener((_, _, on) -> {
            if (on != settings.relayOnly()) {
                change.accept(settings.withRelayOnly(on));
            }
        });
        Label when = new Label(
                "Counts from the next sign-in. Hides this computer's address from others, and costs some delay.");
        when.setWrapText(true);
        return new VBox(12, title, relayOnly, when);
    }

    private HBox scaleRow() {
        Button less = new Button("\u2212");
        less.setAccessibleText("Smaller interface");
        less.setOnAction(_ -> change.accept(settings.withScale(settings.scale() - STEP)));
        Button more = new Button("+");
        more.setAccessibleText("Larger interface");
        more.setOnAction(_ -> change.accept(settings.withScale(settings.scale() + STEP)));
        scale.getStyleClass().add("figures");
        scale.setMinWidth(56);
        scale.setAlignment(Pos.CENTER);
        return row("Interface scale", less, scale, more);
    }

    private HBox sizeRow() {
        ToggleGroup group = new ToggleGroup();
        for (ScreenSettings.Cards each : ScreenSettings.Cards.values()) {
            String word = each.name().charAt(0) + each.name().substring(1).toLowerCase(Locale.ROOT);
            ToggleButton button = new ToggleButton(word);
            button.setAccessibleText("Cards: " + word);
            button.setToggleGroup(group);
            button.setOnAction(_ -> change.accept(settings.withCards(each)));
            sizes.put(each, button);
        }
        SegmentedButton segments = new SegmentedButton();
        segments.getButtons().setAll(sizes.values());
        return row("Cards", segments);
    }

    private static HBox row(String name, Region... controls) {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox row = new HBox(8, new Label(name), space);
        row.getChildren().addAll(controls);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    /** Follows the settings. */
    public void show(ScreenSettings newest) {
        settings = newest;
        dark.setSelected(newest.dark());
        relayOnly.setSelected(newest.relayOnly());
        scale.setText(Math.round(newest.scale() * 100) + " %");
        sizes.forEach((size, button) -> button.setSelected(size == newest.cards()));
    }

    /** Follows the regions. */
    public void show(RegionView newest) {
        regions.show(newest);
    }

    /** Reads the device lists again; due about once a second while the panel is open. */
    public void refreshDevices() {
        List<Object> now = new ArrayList<>();
        for (Place place : Place.values()) {
            now.addAll(List.of(devices.choices(place), devices.chosen(place), devices.problem(place)));
        }
        if (!now.equals(shownDevices)) {
            shownDevices = now;
            deviceLists.getChildren().clear();
            for (Place place : Place.values()) {
                deviceLists.getChildren().add(devices(place));
            }
        }
    }

    private VBox devices(Place place) {
        Label title = new Label(word(place));
        title.getStyleClass().add("section-title");
        VBox box = new VBox(4, title);
        ToggleGroup group = new ToggleGroup();
        for (Choice choice : devices.choices(place)) {
            RadioButton button = new RadioButton(choice.name());
            button.setAccessibleText(word(place) + ": " + choice.name());
            button.setToggleGroup(group);
            button.setSelected(choice.id().equals(devices.chosen(place)));
            button.setOnAction(_ -> devices.choose(place, choice.id()));
            box.getChildren().add(button);
        }
        if (!devices.problem(place).isEmpty()) {
            Label problem = new Label(devices.problem(place));
            problem.setWrapText(true);
            problem.getStyleClass().add("trouble");
            box.getChildren().add(problem);
        }
        return box;
    }

    private static String word(Place place) {
        return switch (place) {
            case SELECT_OUTPUT -> "Output of selected channels";
            case UNSELECT_OUTPUT -> "Output of other channels";
            case MICROPHONE -> "Microphone";
        };
    }
}
