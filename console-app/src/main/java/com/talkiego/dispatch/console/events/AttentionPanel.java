package com.talkiego.dispatch.console.events;

import com.talkiego.dispatch.console.look.Icon;
import com.talkiego.dispatch.console.look.Words;
import com.talkiego.dispatch.console.ports.ConsoleActions;
import com.talkiego.dispatch.core.model.Alarm;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.model.Emergency;
import com.talkiego.dispatch.core.model.EmergencyState;
import java.time.ZoneId;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;

/** Open emergencies and alarms, each with what can be done about it; empty and gone when there are none. JavaFX thread. */
public final class AttentionPanel extends VBox {
    private static final int MOST_SHOWN = 4;

    private final ConsoleActions actions;
    private final ZoneId zone;
    private List<Emergency> emergencies = List.of();
    private List<Alarm> alarms = List.of();

    public AttentionPanel(ConsoleActions actions, ZoneId zone) {
        super(8);
        this.actions = actions;
        this.zone = zone;
        getStyleClass().add("attention");
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    /** Follows the state; rebuilt only when an emergency or an alarm changed. */
    public void show(ConsoleState state) {
        List<Emergency> open = state.emergencies().stream()
                .filter(emergency -> emergency.state().open())
                .toList();
        if (open.equals(emergencies) && state.alarms().equals(alarms)) {
            return;
        }
        emergencies = open;
        alarms = state.alarms();
        getChildren().clear();
        if (!open.isEmpty()) {
            getChildren().add(title("Emergencies", open.size()));
            open.stream().limit(MOST_SHOWN).forEach(emergency -> getChildren().add(emergency(emergency, state)));
        }
        if (!alarms.isEmpty()) {
            getChildren().add(title("Alarms", alarms.size()));
            alarms.stream().limit(MOST_SHOWN).forEach(alarm -> getChildren().add(alarm(alarm)));
            if (alarms.stream().anyMatch(alarm -> !alarm.acknowledged())) {
                getChildren().add(button("Acknowledge alarms", "Acknowledge all alarms", actions::acknowledgeAlarms));
            }
        }
        setVisible(!getChildren().isEmpty());
    }

    private static Label title(String word, int count) {
        Label label = new Label(word + " " + count);
        label.getStyleClass().add("section-title");
        return label;
    }

    private Node emergency(Emergency emergency, ConsoleState state) {
        boolean raised = emergency.state() == EmergencyState.RAISED;
        String where = state.channel(emergency.channel())
                .map(channel -> channel.channel().name())
                .orElse(emergency.channel().value());
        String who = emergency.member().alias() + " on " + where;
        Label head = new Label(who, new Icon(MaterialDesignA.ALARM_LIGHT));
        head.getStyleClass().add("attention-head");
        Label line = new Label(
                raised
                        ? "Raised " + Words.clock(emergency.raisedAt(), zone) + ", nobody has answered"
                        : answered(emergency));
        line.setWrapText(true);
        HBox buttons = new HBox(8);
        if (raised) {
            buttons.getChildren()
                    .add(button(
                            "Acknowledge",
                            "Acknowledge the emergency of " + who,
                            () -> actions.acknowledgeEmergency(emergency.id())));
        }
        buttons.getChildren()
                .addAll(
                        button(
                                "Clear: valid",
                                "Clear as a real emergency: " + who,
                                () -> actions.clearEmergency(emergency.id(), true)),
                        button(
                                "Clear: false",
                                "Clear as a false alarm: " + who,
                                () -> actions.clearEmergency(emergency.id(), false)));
        VBox box = new VBox(6, head, line, buttons);
        box.getStyleClass().addAll("attention-box", raised ? "raised" : "acknowledged");
        return box;
    }

    private String answered(Emergency emergency) {
        var at = emergency.at();
        return "Acknowledged" + (emergency.by() == null ? "" : " by " + emergency.by())
                + (at == null ? "" : " " + Words.clock(at, zone)) + ", open until cleared";
    }

    private Node alarm(Alarm alarm) {
        Label head = new Label(
                alarm.kind().deaf() ? "You may hear nothing" : "Needs attention",
                new Icon(alarm.kind().deaf() ? MaterialDesignE.EAR_HEARING_OFF : MaterialDesignA.ALERT));
        head.getStyleClass().add("attention-head");
        Label line = new Label(alarm.sentence());
        line.setWrapText(true);
        VBox box = new VBox(4, head, line);
        if (alarm.acknowledged()) {
            Label done = new Label("Acknowledged, since " + Words.minutes(alarm.since(), zone));
            done.getStyleClass().add("quiet");
            box.getChildren().add(done);
        }
        box.getStyleClass().addAll("attention-box", alarm.kind().deaf() ? "deaf" : "alarm");
        return box;
    }

    private static Button button(String text, String accessibleName, Runnable action) {
        Button button = new Button(text);
        button.setAccessibleText(accessibleName);
        button.setOnAction(_ -> action.run());
        return button;
    }
}
