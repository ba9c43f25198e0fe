package com.talkiego.dispatch.devices.priority;

/** What a call into the system cannot throw: errors go on as they are, the rest is a defect of ours. */
final class Unexpected {
    private Unexpected() {}

    static RuntimeException from(Throwable thrown) {
        return switch (thrown) {
            case Error error -> throw error;
            case RuntimeException defect -> defect;
            default -> new IllegalStateException(thrown);
        };
    }
}
