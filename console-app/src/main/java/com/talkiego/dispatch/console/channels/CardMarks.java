package com.talkiego.dispatch.console.channels;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignN;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;

/** The shape that goes with each state of a card, so that no state is told by colour alone. */
final class CardMarks {
    private CardMarks() {}

    /** The more strokes, the better the link; a poor one has a shape of its own. */
    static Ikon of(Way way) {
        if (!way.straight()) {
            return MaterialDesignS.SERVER;
        }
        return switch (way.quality()) {
            case GOOD -> MaterialDesignS.SIGNAL_CELLULAR_3;
            case FAIR -> MaterialDesignS.SIGNAL_CELLULAR_2;
            case POOR -> MaterialDesignN.NETWORK_STRENGTH_1_ALERT;
            case UNKNOWN -> MaterialDesignS.SIGNAL_CELLULAR_OUTLINE;
        };
    }

    static Ikon of(CardState state) {
        return switch (state) {
            case IDLE -> MaterialDesignC.CLOCK_OUTLINE;
            case RECEIVING -> MaterialDesignA.ACCOUNT_VOICE;
            case BUSY_POSITION -> MaterialDesignM.MONITOR;
            case REQUESTED -> MaterialDesignC.CIRCLE_OUTLINE;
            case ON_AIR -> MaterialDesignR.RECORD_CIRCLE;
            case PARTIAL -> MaterialDesignC.CONTRAST_CIRCLE;
            case NOT_CONFIRMED -> MaterialDesignH.HELP_CIRCLE;
            case STILL_SENDING -> MaterialDesignU.UPLOAD;
            case REFUSED -> MaterialDesignM.MINUS_CIRCLE;
            case CUT_OFF -> MaterialDesignC.CLOSE_OCTAGON;
            case JOINING -> MaterialDesignT.TIMER_SAND;
            case NO_PATH -> MaterialDesignL.LINK_OFF;
        };
    }
}
