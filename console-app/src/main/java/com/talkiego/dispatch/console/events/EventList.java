package com.talkiego.dispatch.console.events;

import com.talkiego.dispatch.console.look.Icon;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.ConsoleEvent;
import com.talkiego.dispatch.core.model.ConsoleState;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.controlsfx.control.textfield.CustomTextField;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;

/** The event list with its filters: kinds, channel, text; the newest on top. JavaFX thread. */
public final class EventList extends VBox {
    private final ObservableList<ConsoleEvent> lines = FXCollections.observableArrayList();
    private final ListView<ConsoleEvent> list = new ListView<>(lines);
    private final CustomTextField text = new CustomTextField();
    private final Button channelButton = new Button("All channels");
    private final Set<ConsoleEvent.Kind> kinds = EnumSet.noneOf(ConsoleEvent.Kind.class);
    private List<ConsoleEvent> events = List.of();
    private List<ChannelState> channels = List.of();
    private @Nullable ChannelId channel;

    public EventList(ZoneId zone) {
        super(8);
        getStyleClass().add("event-list");
        text.setPromptText("Find in events");
        text.setAccessibleText("Find in events");
        text.setLeft(new Icon(MaterialDesignM.MAGNIFY));
        text.textProperty().addListener((_, _, _) -> refill());
        channelButton.setOnAction(_ -> nextChannel());
        channelButton.setMinWidth(110);
        channelButton.setMaxWidth(110);
        HBox.setHgrow(text, Priority.ALWAYS);
        list.setAccessibleText("Events, newest first");
        list.setFixedCellSize(44);
        list.setCellFactory(_ -> new EventCell(zone));
        list.setPlaceholder(new Label("Nothing here yet"));
        VBox.setVgrow(list, Priority.ALWAYS);
        list.setMinHeight(0);
        getChildren().addAll(new HBox(8, text, channelButton), kindButtons(), list);
        channelWords();
    }

    private FlowPane kindButtons() {
        FlowPane row = new FlowPane(4, 4);
        for (ConsoleEvent.Kind kind : ConsoleEvent.Kind.values()) {
            ToggleButton button = new ToggleButton(EventCell.word(kind));
            button.getStyleClass().add("chip");
            button.setAccessibleText("Show only: " + EventCell.word(kind));
            button.setOnAction(_ -> {
                if (button.isSelected()) {
                    kinds.add(kind);
                } else {
                    kinds.remove(kind);
                }
                refill();
            });
            row.getChildren().add(button);
        }
        return row;
    }

    /** The filter goes from all channels to the selected one, and back. */
    private void nextChannel() {
        channel = channel != null
                ? null
                : channels.stream()
                        .filter(ChannelState::selected)
                        .map(shown -> shown.channel().id())
                        .findFirst()
                        .orElse(null);
        channelWords();
        refill();
    }

    private void channelWords() {
        String name = channels.stream()
                .filter(shown -> shown.channel().id().equals(channel))
                .map(shown -> shown.channel().name())
                .findFirst()
                .orElse("All channels");
        channelButton.setText(name);
        channelButton.setAccessibleText("Events of: " + name + ". Press for the selected channel or all");
    }

    /** Follows the state. */
    public void show(ConsoleState state) {
        channels = state.channels();
        if (!state.events().equals(events)) {
            events = state.events();
            refill();
        }
    }

    private void refill() {
        List<ConsoleEvent> wanted = new EventFilter(kinds, channel, text.getText()).newestFirst(events);
        int same = commonTail(wanted);
        lines.remove(0, lines.size() - Math.min(same, lines.size()));
        if (same < wanted.size()) {
            lines.addAll(0, wanted.subList(0, wanted.size() - same));
        }
    }

    /** How many of the oldest shown lines stay as they are; the others are dropped first if the oldest ones left the state. */
    private int commonTail(List<ConsoleEvent> wanted) {
        while (!lines.isEmpty()
                && !wanted.isEmpty()
                && lines.getLast().number() < wanted.getLast().number()) {
            lines.removeLast();
        }
        int same = 0;
        while (same < lines.size()
                && same < wanted.size()
                && lines.get(lines.size() - 1 - same).equals(wanted.get(wanted.size() - 1 - same))) {
            same++;
        }
        return same;
    }

    /** The lines shown now. */
    public List<ConsoleEvent> lines() {
        return List.copyOf(lines);
    }
}
