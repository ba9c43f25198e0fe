package com.talkiego.dispatch.console.events;

import com.talkiego.dispatch.console.ports.ConsoleActions;
import com.talkiego.dispatch.core.model.ConsoleState;
import java.time.ZoneId;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The right drawer: what needs attention on top, the event list below. JavaFX thread. */
public final class Drawer extends VBox {
    /** Its width, in unscaled pixels. */
    public static final double WIDTH = 360;

    private final AttentionPanel attention;
    private final EventList events;

    public Drawer(ConsoleActions actions, ZoneId zone) {
        super(8);
        attention = new AttentionPanel(actions, zone);
        attention.setMinHeight(USE_PREF_SIZE);
        events = new EventList(zone);
        getStyleClass().add("drawer");
        setMinWidth(WIDTH);
        setPrefWidth(WIDTH);
        setMaxWidth(WIDTH);
        Label title = new Label("Events");
        title.getStyleClass().add("section-title");
        VBox.setVgrow(events, Priority.ALWAYS);
        getChildren().addAll(attention, title, events);
    }

    /** Follows the state. */
    public void show(ConsoleState state) {
        attention.show(state);
        events.show(state);
    }

    /** The event list. */
    public EventList events() {
        return events;
    }
}
