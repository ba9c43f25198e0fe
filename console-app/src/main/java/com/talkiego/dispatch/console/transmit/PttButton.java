package com.talkiego.dispatch.console.transmit;

import com.talkiego.dispatch.console.look.Icon;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;

/** A push-to-talk button: held by mouse or finger, or by Ctrl+Enter while it has the focus; never clicked. */
public final class PttButton extends HBox {
    private static final PseudoClass DOWN = PseudoClass.getPseudoClass("down");

    private final Label label = new Label("PTT");
    private final Icon icon = new Icon(MaterialDesignM.MICROPHONE, "ptt-icon");

    public PttButton(String accessibleName) {
        getStyleClass().add("ptt-button");
        label.getStyleClass().add("ptt-word");
        label.setMinWidth(0);
        setAlignment(Pos.CENTER);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        setAccessibleText(accessibleName);
        getChildren().addAll(icon, label);
    }

    /** Says what the button would do or does. */
    public void words(String words, Ikon mark) {
        label.setText(words);
        icon.draw(mark);
    }

    /** Leaves only the icon, for small cards. */
    public void iconOnly(boolean on) {
        label.setVisible(!on);
        label.setManaged(!on);
    }

    /** Shows it pressed. */
    public void down(boolean on) {
        pseudoClassStateChanged(DOWN, on);
    }
}
