package com.talkiego.dispatch.console.look;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/** The two looks of the console: AtlantaFX's Primer underneath, our own role colours and styles on top. JavaFX thread. */
public enum Theme {
    DARK("dark.css"),
    LIGHT("light.css");

    private static final List<String> FONTS = List.of("Roboto-Regular.ttf", "Roboto-Medium.ttf", "Roboto-Bold.ttf");

    private final String roles;

    Theme(String roles) {
        this.roles = roles;
    }

    public static Theme of(boolean dark) {
        return dark ? DARK : LIGHT;
    }

    /** Name of the stylesheet that gives the role colours their values. */
    public String roles() {
        return roles;
    }

    /** Gives a scene this look, replacing the other. */
    public void dress(Scene scene) {
        FONTS.forEach(Theme::load);
        Application.setUserAgentStylesheet(
                this == DARK ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        scene.getStylesheets().setAll(address(roles), address("console.css"));
    }

    private static void load(String font) {
        try (InputStream in = Theme.class.getResourceAsStream("fonts/" + font)) {
            if (in == null || Font.loadFont(in, 14) == null) {
                throw new IllegalStateException("The font " + font + " is missing from the program or damaged");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String address(String stylesheet) {
        var address = Theme.class.getResource(stylesheet);
        if (address == null) {
            throw new IllegalStateException("The stylesheet " + stylesheet + " is missing from the program");
        }
        return address.toExternalForm();
    }
}
