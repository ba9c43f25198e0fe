package com.talkiego.dispatch.mock.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelKind;
import com.talkiego.dispatch.core.model.MemberKind;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.Codec;
import com.talkiego.dispatch.mock.rooms.SfuMediaServer;
import com.talkiego.dispatch.mock.sfu.SfuSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The layer as it runs: its own thread, and the real media server behind it. */
class RunningLayerTest {

    @Test
    void welcomes_refuses_a_useless_offer_and_ends_with_all_its_threads() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        SfuSettings media = new SfuSettings(List.of(loopback), loopback, 0, 20, Duration.ofSeconds(2));
        List<String> told = new CopyOnWriteArrayList<>();
        SignalLayer layer = SignalLayer.start(
                SignalSettings.usual(20),
                token -> new Identity("engine-7", "Engine 7", MemberKind.UNIT, "demo", "unit", 10),
                (tenant, id) -> new Channel(id, 1, "Fire 1", ChannelKind.GROUP, 1, false, 60_000),
                listener -> SfuMediaServer.start(media, listener),
                InstantSource.system(),
                System::nanoTime);
        try (layer) {
            Inbox inbox = layer.connect(new Outbox() {
                @Override
                public boolean send(String frame) {
                    return told.add(frame);
                }

                @Override
                public boolean lagging() {
                    return false;
                }

                @Override
                public void close(int code, String reason) {
                    told.add("closed " + code);
                }
            });
            inbox.frame(Codec.encode(new ClientMessage.Hello(2, 1, "token", "test", null, null, null)));
            inbox.frame(Codec.encode(new ClientMessage.Join(1, List.of(new ChannelId("fire-1")))));
            inbox.frame(Codec.encode(
                    new ClientMessage.MediaOffer(2, "pub", "v=0\r\na=fingerprint:sha-256 00\r\na=mid:0\r\n")));

            await().untilAsserted(() -> assertThat(told)
                    .satisfiesExactly(
                            welcome -> assertThat(welcome).contains("\"type\":\"welcome\""),
                            joined -> assertThat(joined).contains("Engine 7"),
                            failed -> assertThat(failed).contains("bad_sdp")));
            assertThat(layer.snapshot().rooms().rooms()).hasSize(1);
        }

        assertThat(told.getLast()).isEqualTo("closed 1001");
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("rooms", "sfu"));
    }
}
