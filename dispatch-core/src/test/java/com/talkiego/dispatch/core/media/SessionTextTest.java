package com.talkiego.dispatch.core.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is added to session descriptions, and what answers are refused. */
class SessionTextTest {
    private static final String HEAD =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=fingerprint:sha-256 AB\r\n";
    private static final String LINE = "m=audio 9 UDP/TLS/RTP/SAVPF 109\r\na=rtpmap:109 opus/48000/2\r\n";

    @Test
    void anOfferAsksForResendingAndForItsPacketTimeOnEveryLine() {
        assertThat(SessionText.offer(HEAD + LINE + LINE, 10))
                .isEqualTo(HEAD
                        + (LINE + "a=rtcp-fb:109 nack\r\na=ptime:10\r\na=maxptime:10\r\n")
                        + (LINE + "a=rtcp-fb:109 nack\r\na=ptime:10\r\na=maxptime:10\r\n"));
    }

    @Test
    void anAnswerGetsAPacketTimeOnlyWhereItHasNone() {
        String timed = LINE + "a=ptime:20\r\n";
        assertThat(SessionText.answer(HEAD + timed + LINE, 10))
                .isEqualTo(HEAD + timed + LINE + "a=ptime:10\r\na=maxptime:10\r\n");
    }

    @Test
    void aFittingAnswerHasNoFault() {
        assertThat(SessionText.fault(HEAD + LINE + LINE, 2)).isNull();
    }

    @Test
    void answersThatCannotBeRightAreRefusedInWords() {
        assertThat(SessionText.fault(HEAD + LINE, 2)).contains("1 media lines where 2");
        assertThat(SessionText.fault(HEAD + LINE.replace("audio 9", "audio 0"), 1))
                .contains("refuses media line 1");
        assertThat(SessionText.fault(HEAD + LINE.replace("audio", "video"), 1)).contains("not one of audio");
        assertThat(SessionText.fault(HEAD + "m=audio 9\r\n", 1)).contains("not one of audio");
        assertThat(SessionText.fault("v=0\r\n" + LINE, 1)).contains("fingerprint");
        assertThat(SessionText.fault("x".repeat(SessionText.LONGEST + 1), 1)).contains("characters");
        assertThat(SessionText.fault("", 1)).contains("0 media lines");
    }
}
