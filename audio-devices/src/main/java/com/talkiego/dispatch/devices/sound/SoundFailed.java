package com.talkiego.dispatch.devices.sound;

import java.util.Objects;

/** A sound device cannot be used; the message is a sentence for the operator. */
public final class SoundFailed extends Exception {
    private static final long serialVersionUID = 1;

    SoundFailed(String sentence) {
        super(sentence);
    }

    /** What is wrong and what to do. */
    public String sentence() {
        return Objects.requireNonNull(getMessage());
    }
}
