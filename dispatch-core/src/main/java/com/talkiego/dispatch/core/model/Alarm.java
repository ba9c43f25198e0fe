package com.talkiego.dispatch.core.model;

import java.time.Instant;

/**
 * Something is wrong that a person must know of: shown and sounded until acknowledged or over.
 *
 * @param kind what it is
 * @param sentence what happened, what it means, what to do
 * @param acknowledged silenced, but still shown while it lasts
 */
public record Alarm(Kind kind, String sentence, Instant since, boolean acknowledged) {

    /** Kinds of alarm, worst first. The first group means 'you hear nothing'. */
    public enum Kind {
        NO_AUDIO_CLOCK(true),
        OUTPUT_STALLED(true),
        NO_OUTPUT(true),
        NO_PATH(true),
        SELECT_OUTPUT_SILENT(true),
        NO_MICROPHONE(false),
        SIGN_IN(false),
        SETTINGS_NOT_SAVED(false),
        SIGN_IN_NOT_KEPT(false),
        CERTIFICATE(false),
        REVOCATION(false),
        AUDIO_DROPPED(false);

        private final boolean deaf;

        Kind(boolean deaf) {
            this.deaf = deaf;
        }

        /** Whether the operator may be hearing nothing because of it. */
        public boolean deaf() {
            return deaf;
        }
    }
}
