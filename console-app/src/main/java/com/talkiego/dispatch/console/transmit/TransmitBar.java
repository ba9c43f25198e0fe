package com.talkiego.dispatch.console.transmit;

import com.talkiego.dispatch.console.look.Icon;
import com.talkiego.dispatch.console.look.LevelMeter;
import com.talkiego.dispatch.console.ports.ConsoleActions;
import com.talkiego.dispatch.console.ports.Meters;
import com.talkiego.dispatch.console.transmit.TransmitLook.Phase;
import com.talkiego.dispatch.core.model.PttTarget;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;

/** The bar at the bottom, always there: the general PTT, where the voice goes, microphone, time on air, all mute. JavaFX thread. */
public final class TransmitBar extends HBox {
    private static final PseudoClass MUTED = PseudoClass.getPseudoClass("muted");
    private static final PseudoClass SOON = PseudoClass.getPseudoClass("soon");
    private static final double TIME_WIDTH = 190;

    private final PttButton ptt = new PttButton("General push to talk, on the selected channels");
    private final Label headline = new Label();
    private final Label detail = new Label();
    private final Label hint = new Label();
    private final Label time = new Label();
    private final Region timeTrack = new Region();
    private final Rectangle timeBar = new Rectangle(0, 6);
    private final LevelMeter microphone = new LevelMeter(Orientation.HORIZONTAL);
    private final Icon muteIcon = new Icon(MaterialDesignV.VOLUME_HIGH);
    private final Button allMute = new Button("All mute", muteIcon);
    private @Nullable TransmitLook shown;

    /** @param openVolumes opens the master volumes beside the button given */
    public TransmitBar(ConsoleActions actions, PttInput input, Consumer<Button> openVolumes, boolean demo) {
        getStyleClass().add("transmit-bar");
        ptt.getStyleClass().add("general-ptt");
        ptt.setMinSize(200, 64);
        ptt.words("PTT", MaterialDesignM.MICROPHONE);
        input.button(ptt, "mouse general", PttTarget.General::new);
        allMute.setOnAction(_ -> actions.allMute(shown == null || !shown.allMuted()));
        allMute.getStyleClass().add("all-mute");
        Button volumes = new Button("", new Icon(MaterialDesignT.TUNE_VERTICAL));
        volumes.setAccessibleText("Master volumes");
        volumes.getStyleClass().add("bar-button");
        volumes.setOnAction(_ -> openVolumes.accept(volumes));
        getChildren().addAll(ptt, target(), air(), allMute, volumes);
        if (demo) {
            Label word = new Label("DEMO");
            word.getStyleClass().add("demo");
            word.setMinWidth(USE_PREF_SIZE);
            getChildren().add(word);
        }
    }

    private VBox target() {
        headline.getStyleClass().add("target");
        detail.getStyleClass().add("target-detail");
        hint.setText("Hold the button or Ctrl+Space. Keyboard PTT works only with this window in front");
        hint.getStyleClass().add("hint");
        for (Label label : new Label[] {headline, detail, hint}) {
            label.setMinWidth(0);
        }
        detail.setMaxWidth(Double.MAX_VALUE);
        detail.managedProperty().bind(detail.visibleProperty());
        hint.managedProperty().bind(hint.visibleProperty());
        VBox words = new VBox(headline, detail, hint);
        words.setAlignment(Pos.CENTER_LEFT);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        return words;
    }

    private VBox air() {
        Label title = new Label("Microphone");
        title.getStyleClass().add("quiet");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        time.getStyleClass().add("air-time");
        HBox head = new HBox(title, space, time);
        head.setAlignment(Pos.BOTTOM_LEFT);
        microphone.setMinSize(TIME_WIDTH, 10);
        timeTrack.getStyleClass().add("time-track");
        timeTrack.setMinHeight(6);
        timeBar.getStyleClass().add("time-bar");
        timeBar.setManaged(false);
        timeBar.layoutXProperty().bind(timeTrack.layoutXProperty());
        timeBar.layoutYProperty().bind(timeTrack.layoutYProperty());
        VBox box = new VBox(4, head, microphone, timeTrack);
        box.getChildren().add(timeBar);
        box.setAlignment(Pos.CENTER_LEFT);
        box.setMinWidth(TIME_WIDTH);
        box.setMaxWidth(TIME_WIDTH);
        return box;
    }

    /** Shows a look; costs nothing if it is the one shown. */
    public void show(TransmitLook look) {
        TransmitLook before = shown;
        if (look.equals(before)) {
            return;
        }
        shown = look;
        for (Phase phase : Phase.values()) {
            pseudoClassStateChanged(PseudoClass.getPseudoClass(phase.styleName()), phase == look.phase());
        }
        headline.setText(look.headline());
        detail.setText(look.detail());
        detail.setVisible(!look.detail().isEmpty());
        hint.setVisible(look.phase() == Phase.READY || look.phase() == Phase.NO_SELECTION);
        time.setText(look.time());
        timeBar.setWidth(Math.rint(TIME_WIDTH * look.used()));
        pseudoClassStateChanged(SOON, look.endsSoon());
        button(look);
        allMute.setText(look.allMute());
        allMute.setAccessibleText(look.allMuted() ? "End all mute" : "Mute all unselected channels for a minute");
        allMute.pseudoClassStateChanged(MUTED, look.allMuted());
        muteIcon.draw(look.allMuted() ? MaterialDesignV.VOLUME_OFF : MaterialDesignV.VOLUME_HIGH);
    }

    private void button(TransmitLook look) {
        ptt.down(look.keyed());
        ptt.setAccessibleText("General push to talk. " + look.headline());
        switch (look.phase()) {
            case ON_AIR, PARTIAL -> ptt.words("ON AIR", MaterialDesignR.RECORD_CIRCLE);
            case REQUESTED -> ptt.words("Requesting", MaterialDesignM.MICROPHONE);
            case STILL_SENDING -> ptt.words("Sending", MaterialDesignM.MICROPHONE);
            case NOT_CONFIRMED -> ptt.words("ON AIR ?", MaterialDesignR.RECORD_CIRCLE);
            case NO_PATH -> ptt.words("No path", MaterialDesignM.MICROPHONE_OFF);
            case READY, NO_SELECTION, REFUSED -> ptt.words("PTT", MaterialDesignM.MICROPHONE);
        }
    }

    /** Moves the microphone meter; {@code seconds} since the last time. */
    public void meter(Meters meters, double seconds) {
        microphone.level(meters.microphonePeakDbfs(), seconds);
    }
}
