package com.talkiego.dispatch.core.model;

/** Why a granted floor was taken back (TS 24.380, 8.2.10.2, Floor Revoke). */
public enum RevokeCause {
    ONLY_ONE_CLIENT(1, "Cut off: no one else is on the channel"),
    MEDIA_BURST_TOO_LONG(2, "Cut off: time-out"),
    NO_PERMISSION(3, "Cut off: no permission to talk here"),
    PRE_EMPTED(4, "Cut off: a higher priority took the channel"),
    NO_RESOURCES(6, "Cut off: the server ran out of capacity"),
    OTHER(255, "Cut off by the server");

    private final int code;
    private final String sentence;

    RevokeCause(int code, String sentence) {
        this.code = code;
        this.sentence = sentence;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** The reason in the operator's words. */
    public String sentence() {
        return sentence;
    }

    /** The cause of that number; {@link #OTHER} for numbers unknown to this version. */
    public static RevokeCause of(int code) {
        for (RevokeCause cause : values()) {
            if (cause.code == code) {
                return cause;
            }
        }
        return OTHER;
    }
}
