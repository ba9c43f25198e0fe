package com.talkiego.dispatch.console.events;

import com.talkiego.dispatch.console.look.Icon;
import com.talkiego.dispatch.console.look.Words;
import com.talkiego.dispatch.core.model.ConsoleEvent;
import java.time.ZoneId;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;

/** One line of the event list: time, a mark for its kind, the sentence on up to two lines. */
final class EventCell extends ListCell<ConsoleEvent> {
    private final ZoneId zone;
    private final Label time = new Label();
    private final Icon mark = new Icon(MaterialDesignA.ALERT, "event-mark");
    private final Label sentence = new Label();
    private final HBox line = new HBox(8, time, mark, sentence);

    EventCell(ZoneId zone) {
        this.zone = zone;
        time.getStyleClass().add("event-time");
        time.setMinWidth(USE_PREF_SIZE);
        sentence.getStyleClass().add("event-sentence");
        sentence.setWrapText(true);
        sentence.setMinWidth(0);
        HBox.setHgrow(sentence, Priority.ALWAYS);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMaxHeight(40);
        line.maxWidthProperty().bind(widthProperty().subtract(16));
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable ConsoleEvent event, boolean empty) {
        super.updateItem(event, empty);
        getStyleClass().removeIf(name -> name.startsWith("kind-"));
        if (event == null || empty) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        time.setText(Words.clock(event.at(), zone));
        mark.draw(icon(event.kind()));
        sentence.setText(event.sentence());
        getStyleClass().add("kind-" + event.kind().name().toLowerCase(Locale.ROOT));
        setAccessibleText(time.getText() + " " + event.sentence());
        setGraphic(line);
    }

    static String word(ConsoleEvent.Kind kind) {
        return switch (kind) {
            case HEARD -> "Heard";
            case TRANSMITTED -> "Sent";
            case REFUSED -> "Refused";
            case EMERGENCY -> "Emergency";
            case PRESENCE -> "Presence";
            case CONNECTION -> "Connection";
            case FAULT -> "Faults";
        };
    }

    private static Ikon icon(ConsoleEvent.Kind kind) {
        return switch (kind) {
            case HEARD -> MaterialDesignA.ACCOUNT_VOICE;
            case TRANSMITTED -> MaterialDesignR.RECORD_CIRCLE;
            case REFUSED -> MaterialDesignM.MINUS_CIRCLE;
            case EMERGENCY -> MaterialDesignA.ALARM_LIGHT;
            case PRESENCE -> MaterialDesignA.ACCOUNT;
            case CONNECTION -> MaterialDesignL.LAN;
            case FAULT -> MaterialDesignA.ALERT;
        };
    }
}
