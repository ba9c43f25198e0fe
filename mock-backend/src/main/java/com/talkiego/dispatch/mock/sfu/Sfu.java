package com.talkiego.dispatch.mock.sfu;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * The media server: takes the audio of publishers' uplinks and forwards it, packet by packet, into listeners' slots. It
 * knows neither channels nor the floor: its caller says which over goes where.
 *
 * <p>Every method may be called on any thread and returns at once; what it asks for happens on the thread {@code sfu},
 * in the caller's order. Futures complete on that thread: what depends on them must return at once. Methods throw
 * {@link IllegalStateException} after {@link #close}.
 */
public final class Sfu implements AutoCloseable {
    private static final int SOCKET_BUFFER = 4 << 20;
    private static final long JOIN_MILLIS = 5_000;

    private final DatagramChannel channel;
    private final SfuLoop loop;
    private final Exchange exchange;
    private final LinkDesk desk;
    private final FaultGate faults;
    private final CompletableFuture<Void> warm;
    private final int port;

    private Sfu(SfuSettings settings, SfuListener listener, DatagramChannel channel) throws IOException {
        LongSupplier nanoTime = System::nanoTime;
        SecureRandom random = new SecureRandom();
        Tally tally = new Tally();
        InstantSource clock = InstantSource.system();
        this.channel = channel;
        port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        loop = new SfuLoop(channel, nanoTime, tally);
        faults = new FaultGate(new Random(random.nextLong()), tally);
        Outbox outbox = new Outbox(channel::send, faults, tally);
        Forwarder forwarder = new Forwarder(settings.overCache(), tally.drops, listener);
        Links links = new Links();
        DtlsIdentity identity = DtlsIdentity.create(random, clock.instant());
        warm = CryptoWarmUp.start();
        desk = new LinkDesk(
                links,
                forwarder,
                outbox,
                faults,
                tally,
                listener,
                random,
                identity,
                settings,
                port,
                link -> handshake(link, identity));
        NtpClock ntp = new NtpClock(clock.instant(), nanoTime.getAsLong());
        Reports reports = new Reports(outbox, ntp, tally);
        exchange = new Exchange(links, desk, forwarder, reports, outbox, faults, tally, listener);
    }

    /**
     * Opens the socket and starts serving.
     *
     * @throws IOException if the address or the port cannot be used; the message says which
     */
    public static Sfu start(SfuSettings settings, SfuListener listener) throws IOException {
        DatagramChannel channel = DatagramChannel.open(
                settings.bind() instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        try {
            // As much as the system allows; it may be less.
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
            bind(channel, settings);
            Sfu sfu = new Sfu(settings, listener, channel);
            sfu.loop.start(sfu.exchange);
            return sfu;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    private static void bind(DatagramChannel channel, SfuSettings settings) throws IOException {
        InetSocketAddress address = new InetSocketAddress(settings.bind(), settings.port());
        try {
            channel.bind(address);
        } catch (IOException refused) {
            throw new IOException(
                    "The media server cannot use UDP port " + settings.port() + " on "
                            + settings.bind().getHostAddress() + "; choose another port, or 0 for any free one.",
                    refused);
        }
    }

    private DtlsHandshake handshake(Link link, DtlsIdentity identity) {
        return new DtlsHandshake(identity, link.clientFingerprint(), new DtlsHandshake.Outcome() {
            @Override
            public void established(SrtpKeys keys) {
                warm.join();
                loop.post(now -> exchange.established(link, keys, now));
            }

            @Override
            public void ended(String reason) {
                loop.postOrLose(now -> exchange.ended(link, reason, now));
            }

            @Override
            public void send(byte[] datagram) {
                loop.postOrLose(now -> exchange.handshake(link, datagram, now));
            }
        });
    }

    /** The UDP port all links share. */
    public int port() {
        return port;
    }

    /**
     * Answers a client's offer. For a link that exists, the same client may change its lines (renegotiation), and
     * another client takes its place; neither is told as {@link SfuListener#peerGone}.
     *
     * @param peer the caller's id of the link
     * @return the answer; fails with {@link SdpException} if the offer cannot be answered
     */
    public CompletableFuture<String> accept(String peer, LinkKind kind, String offerSdp) {
        Offer offer;
        try {
            offer = Offer.parse(offerSdp, kind);
        } catch (SdpException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        return ask(now -> {
            try {
                return CompletableFuture.completedFuture(desk.accept(peer, kind, offer, now));
            } catch (SdpException refused) {
                return CompletableFuture.failedFuture(refused);
            }
        });
    }

    /** Ends a link, if it exists; an over it carried is closed. */
    public void drop(String peer) {
        loop.post(now -> exchange.drop(peer, now));
    }

    /**
     * Begins an over: what arrives on that uplink from now on is kept and can be forwarded. Packets on an uplink
     * without an open over are dropped and counted.
     */
    public void openOver(String ticket, String publisherPeer, String mid) {
        loop.post(now -> exchange.openOver(ticket, publisherPeer, mid, now));
    }

    /**
     * Forwards an over into a listener's slot; whatever the slot carried ends there.
     *
     * @param leg one granted channel of the over
     * @param fromStart from the first packet that is kept, in the rhythm of arrival, with a constant lag; else from the
     *     next packet to arrive
     */
    public void forward(String ticket, String leg, String subscriberPeer, String slotMid, boolean fromStart) {
        loop.post(now -> exchange.forward(ticket, leg, subscriberPeer, slotMid, fromStart, now));
    }

    /** Hands one leg of an over to another media server, packet by packet, from its first kept packet; called on the thread {@code sfu}. */
    public void relay(String ticket, String leg, Consumer<RelayedPacket> out) {
        SlotClock clock = new SlotClock(0, 0);
        Slot slot = new Slot(
                "relay",
                ticket,
                clock,
                (packet, sequence, timestamp, begins, now) -> out.accept(new RelayedPacket(packet, begins)));
        loop.post(now -> exchange.relay(ticket, leg, slot, now));
    }

    /** Begins the over of that name, which another media server sends; does nothing if its first packet did. */
    public void openRemote(String ticket) {
        loop.post(now -> exchange.openRemote(ticket, now));
    }

    /** Takes a packet of another media server's over that is still so long on its way; lost if the thread is too busy. */
    public void remote(String ticket, RelayedPacket packet, Duration delay) {
        loop.postOrLose(now -> exchange.remote(ticket, packet, now + delay.toNanos(), now));
    }

    /**
     * Ends one leg of an over in all its slots.
     *
     * @param discard at once; else after the packets that had arrived
     * @return completes when the last packet was sent; at once if there is no such over or leg
     */
    public CompletableFuture<Void> endLeg(String ticket, String leg, boolean discard) {
        return ask(now -> exchange.endLeg(ticket, leg, discard, now));
    }

    /** Accepts no more packets of an over; its legs end after the packets that had arrived. */
    public void closeOver(String ticket) {
        loop.post(now -> exchange.closeOver(ticket, now));
    }

    /** What has happened so far. Waits for the thread {@code sfu} unless called on it. */
    public SfuCounters counters() {
        if (loop.onThread()) {
            return exchange.counters();
        }
        return ask(now -> CompletableFuture.completedFuture(exchange.counters()))
                .join();
    }

    /** Switches faults on, in place of those before; {@link SfuFaults#NONE} switches them off. */
    public void faults(SfuFaults newFaults) {
        loop.post(now -> faults.set(newFaults));
    }

    private <T> CompletableFuture<T> ask(LongFunction<CompletableFuture<T>> ask) {
        Question<T> question = new Question<>(ask);
        loop.post(question);
        return question.answer;
    }

    /** Ends all links and closes the socket; returns when its threads have ended. May be called twice. */
    @Override
    public void close() {
        try {
            loop.stop(JOIN_MILLIS);
            channel.close();
            warm.join();
        } catch (IOException failed) {
            throw new IllegalStateException("The media server's socket could not be closed.", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
