package com.talkiego.dispatch.console.channels;

import com.talkiego.dispatch.console.look.Icon;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.Ikon;

/** An icon in the middle of a cell of its own. */
final class IconCell extends StackPane {
    private final Icon icon;

    IconCell(Ikon code, String styleClass) {
        icon = new Icon(code, styleClass);
        setMouseTransparent(true);
        getChildren().add(icon);
    }

    void draw(Ikon code) {
        icon.draw(code);
    }
}
