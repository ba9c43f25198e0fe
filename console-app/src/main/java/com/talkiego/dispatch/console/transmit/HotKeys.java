package com.talkiego.dispatch.console.transmit;

import static javafx.scene.input.KeyCode.F1;
import static javafx.scene.input.KeyCode.F10;
import static javafx.scene.input.KeyCode.F11;
import static javafx.scene.input.KeyCode.F12;
import static javafx.scene.input.KeyCode.F2;
import static javafx.scene.input.KeyCode.F3;
import static javafx.scene.input.KeyCode.F4;
import static javafx.scene.input.KeyCode.F5;
import static javafx.scene.input.KeyCode.F6;
import static javafx.scene.input.KeyCode.F7;
import static javafx.scene.input.KeyCode.F8;
import static javafx.scene.input.KeyCode.F9;

import java.util.List;
import javafx.scene.input.KeyCode;

/** The twelve function keys. */
public final class HotKeys {
    private static final List<KeyCode> KEYS = List.of(F1, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12);

    private HotKeys() {}

    /** 1 to 12 for F1 to F12, 0 for any other key. */
    public static int number(KeyCode key) {
        return KEYS.indexOf(key) + 1;
    }
}
