package com.talkiego.dispatch.console.app;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file named on the command line cannot be used; the message is a sentence. */
final class UnusableFile extends Exception {
    private static final long serialVersionUID = 1;

    UnusableFile(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    String sentence() {
        return Objects.requireNonNull(getMessage());
    }
}
