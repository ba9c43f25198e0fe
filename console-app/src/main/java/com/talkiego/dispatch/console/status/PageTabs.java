package com.talkiego.dispatch.console.status;

import com.talkiego.dispatch.console.status.StatusLook.Activity;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** One tab for each page of channels, whose dot tells what goes on there; none where there is one page. JavaFX thread. */
final class PageTabs extends HBox {
    private final IntConsumer open;

    private static final class Tab extends ToggleButton {
        private int first;
        private int last;

        Tab() {
            Region dot = new Region();
            dot.getStyleClass().add("activity-dot");
            setGraphic(dot);
            getStyleClass().add("page-tab");
            setMinWidth(USE_PREF_SIZE);
        }

        String whole() {
            return first + "\u2013" + last;
        }
    }

    /** @param open opens the page of that number, from 0 */
    PageTabs(IntConsumer open) {
        this.open = open;
        setSpacing(4);
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(USE_PREF_SIZE);
    }

    void show(List<Activity> activities, int pageSize, int channels, int current) {
        int count = activities.size() < 2 ? 0 : activities.size();
        while (getChildren().size() > count) {
            getChildren().removeLast();
        }
        while (getChildren().size() < count) {
            int number = getChildren().size();
            Tab tab = new Tab();
            tab.setOnAction(_ -> open.accept(number));
            getChildren().add(tab);
        }
        for (int number = 0; number < count; number++) {
            Tab tab = (Tab) getChildren().get(number);
            Activity activity = activities.get(number);
            tab.first = number * pageSize + 1;
            tab.last = Math.min(channels, tab.first + pageSize - 1);
            tab.setSelected(number == current);
            tab.setAccessibleText(
                    "Channels " + tab.whole() + ", " + activity.name().toLowerCase(Locale.ROOT));
            for (Activity each : Activity.values()) {
                tab.pseudoClassStateChanged(
                        PseudoClass.getPseudoClass(each.name().toLowerCase(Locale.ROOT)), each == activity);
            }
        }
    }

    /** Whether there is more than one page. */
    boolean several() {
        return !getChildren().isEmpty();
    }

    /** Names each by its first channel only, or by its first and last. */
    void brief(boolean now) {
        for (int number = 0; number < getChildren().size(); number++) {
            Tab tab = (Tab) getChildren().get(number);
            tab.setText(now ? "" + tab.first : tab.whole());
        }
    }
}
