package com.talkiego.dispatch.console.events;

import com.talkiego.dispatch.console.look.Icon;
import com.talkiego.dispatch.console.look.Words;
import com.talkiego.dispatch.console.ports.ConsoleActions;
import com.talkiego.dispatch.core.model.Alarm;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.model.RegionView;
import java.time.Duration;
import java.time.Instant;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;

/** A strip across the window for the one worst thing that nobody has answered yet; gone when there is none. JavaFX thread. */
public final class AlertStrip extends HBox {

    /** What the strip says. */
    public record Alert(Rank rank, String headline, String sentence, String action) {}

    /** What it is about, worst first. */
    public enum Rank {
        EMERGENCY,
        LOST,
        DEAF,
        ALARM,
        /** Nothing to be done about, but true, and to be known: stays as long as it is. */
        NOTE
    }

    private final ConsoleActions actions;
    private final Region stripes = new Region();
    private final Icon icon = new Icon(MaterialDesignA.ALERT, "alert-icon");
    private final Label headline = new Label();
    private final Label sentence = new Label();
    private final Button action = new Button();
    private @Nullable ConsoleState state;
    private @Nullable Alert shown;

    public AlertStrip(ConsoleActions actions) {
        this.actions = actions;
        getStyleClass().add("alert-strip");
        setAlignment(Pos.CENTER_LEFT);
        managedProperty().bind(visibleProperty());
        setVisible(false);
        stripes.getStyleClass().add("stripe");
        stripes.setMinWidth(72);
        headline.getStyleClass().add("alert-headline");
        headline.setMinWidth(USE_PREF_SIZE);
        sentence.getStyleClass().add("alert-sentence");
        sentence.setWrapText(true);
        sentence.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(sentence, Priority.ALWAYS);
        action.setMinWidth(USE_PREF_SIZE);
        action.setOnAction(_ -> act());
        getChildren().addAll(stripes, icon, headline, sentence, action);
    }

    /** The worst unanswered thing of a state, or null. */
    public static @Nullable Alert worst(ConsoleState state, Instant now) {
        var raised = state.emergencies().stream()
                .filter(emergency -> emergency.state() == com.talkiego.dispatch.core.model.EmergencyState.RAISED)
                .toList();
        if (!raised.isEmpty()) {
            var first = raised.getFirst();
            String where = state.channel(first.channel())
                    .map(channel -> channel.channel().name())
                    .orElse(first.channel().value());
            String more = raised.size() > 1 ? ", and " + (raised.size() - 1) + " more" : "";
            return new Alert(
                    Rank.EMERGENCY,
                    "EMERGENCY",
                    first.member().alias() + " on " + where + ", "
                            + Words.elapsed(Duration.between(first.raisedAt(), now)) + " ago" + more,
                    "Acknowledge");
        }
        if (state.connection() instanceof Connection.Lost(String reason, int attempt, Instant next)) {
            long seconds =
                    Math.max(0, Duration.between(now, next).plusMillis(999).toSeconds());
            return new Alert(
                    Rank.LOST,
                    "No path",
                    attempt == 0
                            ? reason
                            : reason + " Attempt " + attempt
                                    + (seconds == 0 ? " is under way." : " in " + seconds + " s."),
                    "Retry now");
        }
        return state.alarms().stream()
                .filter(alarm -> !alarm.acknowledged())
                .min(java.util.Comparator.comparing(Alarm::kind))
                .map(alarm -> new Alert(
                        alarm.kind().deaf() ? Rank.DEAF : Rank.ALARM,
                        alarm.kind().deaf() ? "You may hear nothing" : "Needs attention",
                        alarm.sentence(),
                        "Acknowledge"))
                .orElse(note(state.regions()));
    }

    private static @Nullable Alert note(RegionView regions) {
        String unheard = regions.unheard().isEmpty()
                ? ""
                : "Members in " + String.join(", ", regions.unheard()) + " are not heard, and do not hear you.";
        String sentence = (regions.notice() + " " + unheard).strip();
        return sentence.isEmpty() ? null : new Alert(Rank.NOTE, "Region", sentence, "");
    }

    /** Follows the state. */
    public void show(ConsoleState newest, Instant now) {
        state = newest;
        Alert alert = worst(newest, now);
        if (java.util.Objects.equals(alert, shown)) {
            return;
        }
        shown = alert;
        setVisible(alert != null);
        if (alert != null) {
            getStyleClass().setAll("alert-strip", alert.rank().name().toLowerCase(java.util.Locale.ROOT));
            stripes.setVisible(alert.rank() == Rank.EMERGENCY);
            stripes.setManaged(alert.rank() == Rank.EMERGENCY);
            icon.draw(icon(alert.rank()));
            headline.setText(alert.headline());
            sentence.setText(alert.sentence());
            action.setText(alert.action());
            action.setVisible(!alert.action().isEmpty());
            action.setManaged(!alert.action().isEmpty());
            action.setAccessibleText(alert.action() + ": " + alert.headline() + ", " + alert.sentence());
        }
    }

    private static Ikon icon(Rank rank) {
        return switch (rank) {
            case EMERGENCY -> MaterialDesignA.ALARM_LIGHT;
            case LOST -> MaterialDesignL.LINK_OFF;
            case DEAF -> MaterialDesignE.EAR_HEARING_OFF;
            case ALARM -> MaterialDesignA.ALERT;
            case NOTE -> MaterialDesignE.EARTH;
        };
    }

    private void act() {
        Alert alert = shown;
        ConsoleState at = state;
        if (alert == null || at == null) {
            return;
        }
        switch (alert.rank()) {
            case EMERGENCY ->
                at.emergencies().stream()
                        .filter(emergency ->
                                emergency.state() == com.talkiego.dispatch.core.model.EmergencyState.RAISED)
                        .findFirst()
                        .ifPresent(emergency -> actions.acknowledgeEmergency(emergency.id()));
            case LOST -> actions.retryNow();
            case DEAF, ALARM -> actions.acknowledgeAlarms();
            case NOTE -> {
                // There is no button for it.
            }
        }
    }

    /** Sets how bright the stripes of an emergency are now. */
    public void pulse(double brightness) {
        if (stripes.getOpacity() != brightness) {
            stripes.setOpacity(brightness);
        }
    }
}
