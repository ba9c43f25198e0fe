package com.talkiego.dispatch.mock.sfu;

/** An offer that cannot be answered; the message is one sentence that says what is wrong and what to offer instead. */
public final class SdpException extends Exception {
    SdpException(String sentence) {
        super(sentence);
    }
}
