package com.talkiego.dispatch.console.channels;

import java.util.Locale;

/** The one state that fills a card; selection, mute and emergency are shown beside it. */
public enum CardState {
    IDLE,
    RECEIVING,
    BUSY_POSITION,
    REQUESTED,
    ON_AIR,
    PARTIAL,
    NOT_CONFIRMED,
    STILL_SENDING,
    REFUSED,
    CUT_OFF,
    JOINING,
    NO_PATH;

    /** Name of its CSS pseudo-class. */
    public String styleName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
