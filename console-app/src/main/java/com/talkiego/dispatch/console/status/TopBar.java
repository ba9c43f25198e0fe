package com.talkiego.dispatch.console.status;

import com.talkiego.dispatch.console.look.Icon;
import com.talkiego.dispatch.console.look.Words;
import com.talkiego.dispatch.core.model.ConsoleState;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;

/** The bar at the top: operator, pages, search, clocks, connection, alarms, and the buttons of the panels. JavaFX thread. */
public final class TopBar extends HBox {

    /** What its buttons open; the button pressed is passed for those that open beside it. */
    public interface Commands {
        void page(int number);

        /** Lets another operator sit down. */
        void changeOperator(@Nullable Button beside);

        void search();

        void theme();

        void settings(@Nullable Button beside);

        void drawer();

        /** Shows what needs attention. */
        void attention();
    }

    private static final PseudoClass CROWDED = PseudoClass.getPseudoClass("crowded");
    private static final String SEARCH = "Search  Ctrl+K";

    private final ZoneId zone;
    private final Button operator = new Button();
    private final PageTabs pages;
    private final Label clock = new Label();
    private final Label utc = new Label();
    private final Label pill = new Label("", new Icon(MaterialDesignL.LAN));
    private final Button search = new Button(SEARCH, new Icon(MaterialDesignM.MAGNIFY));
    private final Button alarms;
    private @Nullable StatusLook shown;
    private int page;

    public TopBar(ZoneId zone, Commands commands) {
        this.zone = zone;
        pages = new PageTabs(commands::page);
        getStyleClass().add("top-bar");
        setAlignment(Pos.CENTER_LEFT);
        operator.getStyleClass().addAll("bar-button", "operator");
        operator.setOnAction(_ -> commands.changeOperator(operator));
        operator.setGraphic(new Icon(MaterialDesignA.ACCOUNT));
        operator.setMinWidth(0);
        clock.getStyleClass().add("clock");
        clock.setMinWidth(USE_PREF_SIZE);
        utc.getStyleClass().addAll("quiet", "figures");
        utc.setMinWidth(USE_PREF_SIZE);
        pill.getStyleClass().add("connection-pill");
        pill.setMinWidth(USE_PREF_SIZE);
        search.getStyleClass().add("bar-button");
        search.setAccessibleText("Search channels, units and commands, Ctrl+K");
        search.setOnAction(_ -> commands.search());
        search.setMinWidth(USE_PREF_SIZE);
        alarms = icon(MaterialDesignB.BELL, "Alarms", commands::attention);
        Button settings = icon(MaterialDesignC.COG, "Settings", () -> {});
        settings.setOnAction(_ -> commands.settings(settings));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren()
                .addAll(
                        operator,
                        pages,
                        space,
                        search,
                        utc,
                        clock,
                        pill,
                        alarms,
                        icon(MaterialDesignT.THEME_LIGHT_DARK, "Switch between dark and light", commands::theme),
                        settings,
                        icon(MaterialDesignD.DOCK_RIGHT, "Open or close the drawer", commands::drawer));
        widthProperty().addListener(_ -> fit());
    }

    private static Button icon(Ikon mark, String accessibleName, Runnable action) {
        Button button = new Button("", new Icon(mark));
        button.getStyleClass().add("bar-button");
        button.setAccessibleText(accessibleName);
        button.setMinSize(40, 40);
        button.setOnAction(_ -> action.run());
        return button;
    }

    /** Follows the state; {@code now} is the server's time, {@code currentPage} the page shown. */
    public void show(ConsoleState state, int pageSize, int currentPage, Instant now) {
        clock.setText(Words.clock(now, zone));
        utc.setText("UTC " + Words.clock(now, ZoneOffset.UTC) + StatusLook.skew(state.serverClockOffsetMillis()));
        StatusLook look = StatusLook.of(state, pageSize);
        if (look.equals(shown) && page == currentPage) {
            return;
        }
        shown = look;
        page = currentPage;
        operator.setText(look.operator());
        operator.setAccessibleText(look.operator() + ", change operator, Ctrl+O");
        pill.setText(look.pill());
        for (StatusLook.Quality quality : StatusLook.Quality.values()) {
            pill.pseudoClassStateChanged(PseudoClass.getPseudoClass(quality.styleName()), quality == look.quality());
        }
        alarms.setText(look.alarms() == 0 ? "" : "" + look.alarms());
        alarms.setAccessibleText(look.alarms() == 0 ? "No alarms" : look.alarms() + " alarms, open the drawer");
        alarms.pseudoClassStateChanged(PseudoClass.getPseudoClass("open"), look.alarms() > 0);
        pages.show(look.pages(), pageSize, state.channels().size(), currentPage);
        fit();
    }

    /** Where the pages do not fit whole, each tells by its first channel only, and the search by its mark. */
    private void fit() {
        crowd(false);
        applyCss();
        crowd(pages.several() && prefWidth(-1) > getWidth());
    }

    private void crowd(boolean now) {
        pseudoClassStateChanged(CROWDED, now);
        pages.brief(now);
        search.setText(now ? "" : SEARCH);
    }
}
