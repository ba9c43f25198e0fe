package com.talkiego.dispatch.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.talkiego.dispatch.core.model.ChannelId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {

    @Test
    void skipsUnknownFields() throws WireException {
        assertThat(Codec.decodeClient("{\"type\":\"beat\",\"number\":3,\"mood\":{\"of\":[1,2]}}"))
                .isEqualTo(new ClientMessage.Beat(3));
    }

    @Test
    void findsTheTypeWhereverItStands() throws WireException {
        assertThat(Codec.decodeClient("{\"ref\":1,\"channels\":[\"fire-1\"],\"type\":\"join\"}"))
                .isEqualTo(new ClientMessage.Join(1, List.of(new ChannelId("fire-1"))));
    }

    @Test
    void leavesNullsOut() {
        assertThat(Codec.encode(new ClientMessage.FloorRelease("t1", null)))
                .isEqualTo("{\"type\":\"floor.release\",\"ticket\":\"t1\"}");
    }

    @Test
    void takesAbsentNumbersAsZeroAndFlagsAsFalse() throws WireException {
        assertThat(Codec.decodeClient(
                        "{\"type\":\"floor.request\",\"ticket\":\"t\",\"uplink\":\"0\",\"channel\":\"a\"}"))
                .isEqualTo(new ClientMessage.FloorRequest(0, "t", "0", null, 0, false, false, new ChannelId("a")));
    }

    @Test
    void tellsAnUnknownTypeFromAMissingOne() {
        assertThat(codeOf("{\"type\":\"call.private\",\"to\":\"unit-7\"}")).isEqualTo(WireException.Code.UNKNOWN_TYPE);
        assertThat(codeOf("{\"number\":1}")).isEqualTo(WireException.Code.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "null",
                "[]",
                "17",
                "{",
                "not json",
                "{\"type\":\"beat\",\"number\":1} {}",
                "{\"type\":\"beat\",\"number\":1,\"number\":2}",
                "{\"type\":\"beat\",\"number\":\"one\"}",
                "{\"type\":\"beat\",\"number\":99999999999999999999}",
                "{\"type\":\"join\",\"ref\":1}",
                "{\"type\":\"join\",\"ref\":1,\"channels\":null}",
                "{\"type\":\"join\",\"ref\":1,\"channels\":[null]}",
                "{\"type\":\"join\",\"ref\":1,\"channels\":\"fire-1\"}",
                "{\"type\":\"join\",\"ref\":1,\"channels\":[\"Fire 1\"]}",
                "{\"type\":\"hello\",\"protocol\":2,\"oldest\":1,\"token\":\"t\",\"client\":\"c\",\"resume\":{}}"
            })
    void refusesWhatIsNoMessage(String text) {
        assertThat(codeOf(text)).isEqualTo(WireException.Code.MALFORMED);
    }

    @Test
    void boundsLengthByType() throws WireException {
        String sdp = "v".repeat(200_000);
        assertThat(Codec.decodeClient(Codec.encode(new ClientMessage.MediaOffer(1, "sub", sdp))))
                .isEqualTo(new ClientMessage.MediaOffer(1, "sub", sdp));
        assertThat(codeOf(Codec.encode(new ClientMessage.MediaOffer(1, "sub", "v".repeat(Codec.MAX_SDP_FRAME)))))
                .isEqualTo(WireException.Code.TOO_LARGE);
        assertThat(codeOf(Codec.encode(new ClientMessage.SlotFreed("m".repeat(Codec.MAX_CLIENT_FRAME), 1))))
                .isEqualTo(WireException.Code.TOO_LARGE);
    }

    @Test
    void boundsDepth() {
        assertThat(codeOf("{\"type\":\"beat\",\"number\":1,\"x\":" + "[".repeat(5000) + "]".repeat(5000) + "}"))
                .isEqualTo(WireException.Code.TOO_LARGE);
    }

    @Test
    void sentencesHoldNothingOfTheFrame() {
        assertThatThrownBy(() -> Codec.decode("{\"accessToken\":\"s3cret\" oops", ApiMessage.Grant.class))
                .isInstanceOf(WireException.class)
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @Test
    void textFormsHideSecrets() {
        WireSamples.client()
                .values()
                .forEach(message -> assertThat(message.toString()).doesNotContain("-token"));
        WireSamples.server()
                .values()
                .forEach(message -> assertThat(message.toString()).doesNotContain("-token"));
        WireSamples.api()
                .values()
                .forEach(body -> assertThat(body.toString()).doesNotContain("-token", "a-password", "a-credential"));
    }

    private static WireException.Code codeOf(String text) {
        try {
            throw new AssertionError("decoded as " + Codec.decodeClient(text));
        } catch (WireException refused) {
            assertThat(refused.text()).endsWith(".");
            return refused.code();
        }
    }
}
