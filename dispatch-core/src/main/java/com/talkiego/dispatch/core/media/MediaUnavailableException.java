package com.talkiego.dispatch.core.media;

/** WebRTC cannot run on this machine; the message says why and what to do. */
public final class MediaUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MediaUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
