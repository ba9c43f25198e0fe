package com.talkiego.dispatch.mock.scenario;

import java.util.Objects;

/** A scenario cannot be used; the message is a sentence. */
public final class ScenarioException extends Exception {
    private static final long serialVersionUID = 1;

    ScenarioException(String sentence) {
        super(sentence);
    }

    /** What is wrong and what to do. */
    public String sentence() {
        return Objects.requireNonNull(getMessage());
    }
}
