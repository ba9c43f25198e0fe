package com.talkiego.dispatch.console.transmit;

import javafx.scene.input.KeyCode;

/** The twelve function keys. */
public final class HotKeys {
    private HotKeys() {}

    /** 1 to 12 for F1 to F12, 0 for any other key. */
    public static int number(KeyCode key) {
        int number = key.ordinal() - KeyCode.F1.ordinal() + 1;
        return number >= 1 && number <= 12 ? number : 0;
    }
}
