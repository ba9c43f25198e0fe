package com.talkiego.dispatch.core.model;

/** Why a Floor Request was denied (TS 24.380, 8.2.6.2, Floor Deny). */
public enum DenyCause {
    ANOTHER_HAS_PERMISSION(1, "Someone else is talking"),
    INTERNAL_ERROR(2, "The server had an error, press again"),
    ONLY_ONE_PARTICIPANT(3, "No one else is on the channel"),
    RETRY_AFTER_NOT_EXPIRED(4, "Too soon, wait a moment and press again"),
    RECEIVE_ONLY(5, "This channel is receive only"),
    NO_RESOURCES(6, "No capacity left, try again"),
    QUEUE_FULL(7, "Too many are waiting to talk"),
    OTHER(255, "Not allowed now");

    private final int code;
    private final String sentence;

    DenyCause(int code, String sentence) {
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
    public static DenyCause of(int code) {
        for (DenyCause cause : values()) {
            if (cause.code == code) {
                return cause;
            }
        }
        return OTHER;
    }
}
