package com.talkiego.dispatch.console.settings;

import com.talkiego.dispatch.core.model.RegionView;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/** The regions with what was measured, and the choice among them; empty where the backend has but one. JavaFX thread. */
final class RegionRows extends VBox {
    private final Consumer<String> pin;
    private RegionView shown = RegionView.NONE;

    /** @param pin takes the id of the region wanted; empty for the nearest */
    RegionRows(Consumer<String> pin) {
        super(4);
        this.pin = pin;
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    void show(RegionView regions) {
        if (regions.equals(shown)) {
            return;
        }
        shown = regions;
        setVisible(regions.list().size() > 1);
        getChildren().clear();
        Label title = new Label("Region");
        title.getStyleClass().add("section-title");
        getChildren().add(title);
        ToggleGroup group = new ToggleGroup();
        getChildren().add(row(group, "", "The nearest that is well", true));
        regions.list()
                .forEach(region -> getChildren()
                        .add(row(
                                group,
                                region.id(),
                                words(region, region.id().equals(regions.current())),
                                region.allowed())));
        if (!regions.notice().isEmpty()) {
            Label notice = new Label(regions.notice());
            notice.setWrapText(true);
            notice.getStyleClass().add("trouble");
            getChildren().add(notice);
        }
    }

    private RadioButton row(ToggleGroup group, String id, String text, boolean allowed) {
        RadioButton button = new RadioButton(text);
        button.setAccessibleText("Region: " + text);
        button.setToggleGroup(group);
        button.setSelected(id.equals(shown.pinned()));
        button.setDisable(!allowed);
        button.setOnAction(_ -> pin.accept(id));
        return button;
    }

    /** Like 'Europe, 12 ms \u00b1 1, here'. */
    static String words(RegionView.Region region, boolean here) {
        StringBuilder words = new StringBuilder(region.name());
        words.append(
                region.roundTripMillis() < 0
                        ? ", not measured"
                        : ", " + region.roundTripMillis() + " ms \u00b1 " + region.jitterMillis());
        words.append(
                switch (region.condition()) {
                    case HEALTHY -> "";
                    case DRAINING -> ", being emptied";
                    case DOWN -> ", down";
                    case FAILED -> ", failed lately";
                });
        if (!region.allowed()) {
            words.append(", not for your organisation");
        }
        return here ? words + ", here" : words.toString();
    }
}
