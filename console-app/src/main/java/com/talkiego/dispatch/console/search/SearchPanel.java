package com.talkiego.dispatch.console.search;

import com.talkiego.dispatch.console.look.Icon;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.textfield.CustomTextField;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;

/** The command search, Ctrl+K: type, choose with the arrow keys, Enter. */
public final class SearchPanel extends VBox {
    private static final double LINE = 40;

    private final SearchViewModel model;
    private final Runnable close;
    private final CustomTextField text = new CustomTextField();
    private final ListView<Finding> list = new ListView<>();

    public SearchPanel(SearchViewModel model, Runnable close) {
        super(8);
        this.model = model;
        this.close = close;
        getStyleClass().add("search-panel");
        setPrefWidth(520);
        text.setLeft(new Icon(MaterialDesignM.MAGNIFY));
        text.setPromptText("Channel, unit or command");
        text.setAccessibleText("Search channels, units and commands");
        text.textProperty().addListener((_, _, _) -> find());
        text.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        list.setAccessibleText("Found");
        list.setFocusTraversable(false);
        list.setFixedCellSize(LINE);
        list.setPrefHeight(LINE * 8 + 2);
        list.setCellFactory(_ -> new Line());
        list.setOnMouseClicked(_ -> run());
        list.setPlaceholder(new Label("Nothing by that name"));
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(text, list);
        find();
    }

    /** Puts the focus where one types. */
    public void focusText() {
        text.requestFocus();
    }

    private void find() {
        list.getItems().setAll(model.find(text.getText()));
        list.getSelectionModel().selectFirst();
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> move(1);
            case UP -> move(-1);
            case ENTER -> run();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void move(int step) {
        int to = Math.clamp(
                (long) list.getSelectionModel().getSelectedIndex() + step,
                0,
                Math.max(0, list.getItems().size() - 1));
        list.getSelectionModel().select(to);
        list.scrollTo(to);
    }

    private void run() {
        Finding chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            close.run();
            chosen.action().run();
        }
    }

    private static final class Line extends ListCell<Finding> {
        private final Label title = new Label();
        private final Label kind = new Label();
        private final HBox line;

        Line() {
            Region space = new Region();
            HBox.setHgrow(space, Priority.ALWAYS);
            kind.getStyleClass().add("quiet");
            line = new HBox(8, title, space, kind);
        }

        @Override
        protected void updateItem(@Nullable Finding finding, boolean empty) {
            super.updateItem(finding, empty);
            if (finding == null || empty) {
                setGraphic(null);
                setAccessibleText(null);
            } else {
                title.setText(finding.title());
                kind.setText(finding.kind());
                setAccessibleText(finding.title() + ", " + finding.kind());
                setGraphic(line);
            }
        }
    }
}
