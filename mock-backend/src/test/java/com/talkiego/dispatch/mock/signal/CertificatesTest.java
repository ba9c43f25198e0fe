package com.talkiego.dispatch.mock.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import org.junit.jupiter.api.Test;

/** A token is for one position and its own certificates, and what the client is told of others is signed for it alone. */
class CertificatesTest {
    private static final String TOKEN = "POSITION:dispatcher|Desk 1|sha-256 AB:CD";

    private final Desk desk = new Desk();

    private Client welcomed(int protocol, String token) {
        Client client = new Client(desk);
        client.say(new ClientMessage.Hello(protocol, 1, token, "test", "Desk 1", null, null));
        client.welcome();
        client.forget();
        return client;
    }

    @Test
    void anOfferWithThatCertificateIsAnsweredAndTheAnswerSigned() {
        Client client = welcomed(3, TOKEN);
        client.offer("sub", 1, "ab:cd");
        assertThat(client.only(ServerMessage.MediaAnswer.class).signature())
                .isEqualTo("signed for " + client.welcome().session() + " sub [sha-256 AB:CD] []");
    }

    @Test
    void anOfferWithAnotherCertificateIsRefused() {
        Client client = welcomed(3, TOKEN);
        client.offer("sub", 1, "66:66");
        assertThat(client.only(ServerMessage.Failed.class).code()).isEqualTo("bad_sdp");
        assertThat(client.only(ServerMessage.Failed.class).text()).contains("another certificate");
        assertThat(client.heard(ServerMessage.MediaAnswer.class)).isEmpty();
    }

    @Test
    void aSecondCertificateBesideTheRightOneIsRefused() {
        Client client = welcomed(3, TOKEN);
        client.offer("sub", 1, "AB:CD\r\na=fingerprint:sha-256 66:66");
        assertThat(client.only(ServerMessage.Failed.class).code()).isEqualTo("bad_sdp");
    }

    @Test
    void olderClientsNameNoCertificateAndAreToldNoSignature() {
        Client client = welcomed(2, "POSITION:dispatcher");
        client.offer("sub", 1, "66:66");
        assertThat(client.only(ServerMessage.MediaAnswer.class).signature()).isNull();
    }

    @Test
    void aTokenIsForItsPosition() {
        Client client = new Client(desk);
        client.say(new ClientMessage.Hello(3, 1, TOKEN, "test", "Desk 2", null, null));
        assertThat(client.only(ServerMessage.Refused.class).code()).isEqualTo("unauthorized");
        assertThat(client.only(ServerMessage.Refused.class).text()).contains("another position");
    }

    @Test
    void aResumedSessionTakesTheCertificatesOfItsNewToken() {
        Client client = welcomed(3, TOKEN);
        client.lose();
        Client next = new Client(desk);
        next.say(new ClientMessage.Hello(
                3,
                1,
                "POSITION:dispatcher|Desk 1|sha-256 EE:FF",
                "test",
                "Desk 1",
                null,
                new ClientMessage.Resume(client.welcome().resumeToken(), 0)));
        assertThat(next.welcome().resumed()).isTrue();
        next.offer("sub", 1, "AB:CD");
        assertThat(next.only(ServerMessage.Failed.class).code()).isEqualTo("bad_sdp");
        next.offer("sub", 1, "EE:FF");
        assertThat(next.only(ServerMessage.MediaAnswer.class).signature()).contains("[sha-256 EE:FF]");
    }
}
