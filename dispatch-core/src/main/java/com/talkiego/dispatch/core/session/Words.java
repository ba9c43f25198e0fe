package com.talkiego.dispatch.core.session;

/** The backend's words, made fit to be shown. */
final class Words {
    private Words() {}

    /** The same with a full stop at its end. */
    static String sentence(String words) {
        return words.isEmpty() || words.endsWith(".") || words.endsWith("!") || words.endsWith("?")
                ? words
                : words + ".";
    }
}
