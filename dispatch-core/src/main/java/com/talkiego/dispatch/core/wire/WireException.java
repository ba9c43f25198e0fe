package com.talkiego.dispatch.core.wire;

/**
 * Text from the other end that is not a message of the protocol. The connection survives it: the frame is counted and, where a
 * client sent it, answered by {@link ServerMessage.Failed} with the same code and sentence.
 */
public final class WireException extends Exception {
    /** What is wrong, and what the other end may do about it. */
    public enum Code {
        /** Not JSON, or not of the shape its type asks for. */
        MALFORMED("malformed"),
        /** Longer than a message of that type may be. */
        TOO_LARGE("too_large"),
        /** Well-formed, of a type this version does not know: to be skipped. */
        UNKNOWN_TYPE("unknown_type");

        private final String wireName;

        Code(String wireName) {
            this.wireName = wireName;
        }

        /** The code as {@link ServerMessage.Failed} carries it. */
        public String wireName() {
            return wireName;
        }
    }

    private final Code code;

    /** @param sentence says what is wrong; never holds a piece of the frame, which may hold a secret */
    public WireException(Code code, String sentence) {
        super(sentence);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /** The sentence; never null. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
