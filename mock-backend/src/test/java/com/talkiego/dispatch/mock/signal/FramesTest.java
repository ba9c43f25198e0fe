package com.talkiego.dispatch.mock.signal;

import static com.talkiego.dispatch.mock.signal.Desk.FIRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.ServerMessage.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the layer does with frames it cannot use, and with more than it can take. */
class FramesTest {
    private final Desk desk = new Desk();
    private final Client client = desk.unit("engine-7", FIRE);

    @Test
    void frames_without_sense_are_refused_with_a_code_and_the_connection_goes_on() {
        client.text("{");
        client.text("[]");
        client.text("{\"type\":\"sing\"}");
        client.text("{\"type\":\"join\",\"ref\":1,\"channels\":[\"NOT A CHANNEL\"]}");
        client.text("{\"type\":\"join\",\"ref\":1,\"channels\":[\"" + "x".repeat(300_000) + "\"]}");

        assertThat(client.heard(Failed.class))
                .extracting(Failed::code)
                .containsExactly("malformed", "malformed", "unknown_type", "malformed", "too_large");
        client.beat();
        assertThat(client.heard(ServerMessage.Beat.class)).hasSize(1);
        assertThat(desk.layer.snapshot().counts().badFrames()).isEqualTo(5);
    }

    @Test
    void a_flood_of_bad_frames_closes_the_socket_but_a_trickle_does_not() {
        for (int number = 0; number < 300; number++) {
            client.text("{");
            if (number % 30 == 29) {
                desk.pass(4_000, client);
            }
        }
        assertThat(client.closedBecause).isNull();
        for (int number = 0; number < 101; number++) {
            client.text("{");
        }
        assertThat(client.closeCode).isEqualTo(CloseReason.TOO_MANY_BAD_FRAMES.code());
        assertThat(desk.layer.snapshot().sessions().getFirst().connected()).isFalse();
    }

    @Test
    void more_frames_than_can_wait_close_the_socket() {
        desk.layer.faults().stall(5_000);
        for (int number = 0; number < 513; number++) {
            client.beat();
        }
        assertThat(client.closeCode).isEqualTo(CloseReason.TOO_FAST.code());
    }

    @Test
    void a_full_server_says_so() {
        desk.actor.full(true);
        client.beat();
        assertThat(client.closeCode).isEqualTo(CloseReason.SERVER_BUSY.code());
        Client late = new Client(desk);
        assertThat(late.closeCode).isEqualTo(CloseReason.SERVER_BUSY.code());
    }

    @Test
    void a_socket_that_takes_no_more_is_a_lost_one() {
        Client console = desk.position("Position 1", FIRE);
        console.deaf();
        client.press("t1", FIRE);

        assertThat(desk.layer.snapshot().counts().lostSockets()).isEqualTo(1);
        assertThat(client.heard(ServerMessage.FloorGranted.class)).hasSize(1);
    }

    @Test
    void a_second_hello_is_refused() {
        client.hello("UNIT:engine-8", null);
        assertThat(client.only(Failed.class).code()).isEqualTo("malformed");
    }

    @Test
    void every_golden_message_of_a_client_is_understood() throws IOException {
        List<Path> golden;
        try (Stream<Path> files = Files.list(Path.of("..", "docs", "protocol", "golden", "client"))) {
            golden = files.filter(file -> !file.getFileName().toString().startsWith("bye")
                            && !file.getFileName().toString().startsWith("hello"))
                    .sorted()
                    .toList();
        }
        assertThat(golden).hasSizeGreaterThan(10);
        for (Path file : golden) {
            client.text(Files.readString(file));
        }

        assertThat(desk.layer.snapshot().counts().badFrames()).isZero();
        assertThat(client.heard(Failed.class)).extracting(Failed::code).doesNotContain("malformed", "internal");
        assertThat(client.closedBecause).isNull();
    }
}
