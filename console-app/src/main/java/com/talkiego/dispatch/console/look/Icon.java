package com.talkiego.dispatch.console.look;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** An icon that takes its colour and size from style classes and is silent to screen readers: the control around it has the words. */
public final class Icon extends FontIcon {

    public Icon(Ikon code, String... styleClasses) {
        super(code);
        getStyleClass().addAll(styleClasses);
        setMouseTransparent(true);
    }

    /** Another drawing, if it is another. */
    public void draw(Ikon code) {
        if (!code.equals(getIconCode())) {
            setIconCode(code);
        }
    }
}
