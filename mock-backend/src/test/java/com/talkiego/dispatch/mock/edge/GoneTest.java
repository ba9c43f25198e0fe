package com.talkiego.dispatch.mock.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.eclipse.jetty.io.EofException;
import org.junit.jupiter.api.Test;

/** A client that hung up is no fault of the server. */
class GoneTest {
    @Test
    void a_client_that_hung_up_is_told_from_what_failed_here() {
        assertThat(HttpsServer.gone(new IOException(new EofException("Broken pipe"))))
                .isTrue();
        assertThat(HttpsServer.gone(new ClosedChannelException())).isTrue();
        assertThat(HttpsServer.gone(new IOException("No space left on device"))).isFalse();
    }
}
