package com.talkiego.dispatch.mock;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.mock.api.Accounts;
import com.talkiego.dispatch.mock.api.DemoTenant;
import com.talkiego.dispatch.mock.api.Tokens;
import com.talkiego.dispatch.mock.edge.Faults;
import com.talkiego.dispatch.mock.edge.HostNames;
import com.talkiego.dispatch.mock.edge.PortTaken;
import com.talkiego.dispatch.mock.edge.Units;
import com.talkiego.dispatch.mock.regions.RegionServices;
import com.talkiego.dispatch.mock.rooms.ChannelDirectory;
import com.talkiego.dispatch.mock.rooms.SfuMediaServer;
import com.talkiego.dispatch.mock.sfu.Sfu;
import com.talkiego.dispatch.mock.sfu.SfuSettings;
import com.talkiego.dispatch.mock.signal.Inbox;
import com.talkiego.dispatch.mock.signal.Outbox;
import com.talkiego.dispatch.mock.signal.SignalLayer;
import com.talkiego.dispatch.mock.signal.SignalSettings;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The true world: a {@link SignalLayer} with its rooms, the {@link Sfu} and the simulated units. */
final class LiveWorld implements World {
    private static final Logger LOG = LoggerFactory.getLogger(LiveWorld.class);

    /** How long an over's packets are kept, so that every channel gets it from its first word. */
    private static final Duration OVER_CACHE = Duration.ofSeconds(2);

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress EVERYWHERE = InetAddress.ofLiteral("0.0.0.0");

    private final SignalLayer signal;
    private final Sfu sfu;
    private final LiveFaults faults;
    private final Function<ReadyLine, Units> unitsStarter;
    private final CompletableFuture<Units> units = new CompletableFuture<>();

    private volatile boolean started;

    private LiveWorld(SignalLayer signal, SfuMediaServer media, Function<ReadyLine, Units> unitsStarter) {
        this.signal = signal;
        this.sfu = media.sfu();
        this.faults = new LiveFaults(signal, media);
        this.unitsStarter = unitsStarter;
    }

    /** Makes worlds with those units. */
    static World.Maker maker(UnitsStarter starter) {
        return (settings, tokens, accounts, channels) -> make(settings, tokens, accounts, channels, starter);
    }

    private static LiveWorld make(
            BackendSettings settings, Tokens tokens, Accounts accounts, List<Channel> channels, UnitsStarter starter)
            throws PortTaken {
        AtomicReference<SfuMediaServer> media = new AtomicReference<>();
        try {
            SignalLayer signal = SignalLayer.start(
                    SignalSettings.usual(settings.ptimeMillis()),
                    new TokenGate(tokens),
                    directory(channels),
                    listener -> {
                        media.set(SfuMediaServer.start(sfuSettings(settings), listener));
                        return media.get();
                    },
                    InstantSource.system(),
                    System::nanoTime);
            return new LiveWorld(signal, media.get(), ready -> starter.start(settings, accounts, channels, ready));
        } catch (IOException e) {
            throw new PortTaken(e.getMessage() + " The option is --sfu-port.", e);
        }
    }

    private static SfuSettings sfuSettings(BackendSettings settings) {
        List<InetAddress> candidates = settings.lan()
                ? Stream.concat(
                                HostNames.lanAddresses().stream().filter(Inet4Address.class::isInstance),
                                Stream.of(LOOPBACK))
                        .toList()
                : List.of(LOOPBACK);
        return new SfuSettings(
                candidates,
                settings.lan() ? EVERYWHERE : LOOPBACK,
                settings.sfuPort(),
                settings.ptimeMillis(),
                OVER_CACHE);
    }

    private static ChannelDirectory directory(List<Channel> channels) {
        Map<ChannelId, Channel> byId = channels.stream().collect(Collectors.toMap(Channel::id, channel -> channel));
        return (tenant, id) -> DemoTenant.ID.equals(tenant) ? byId.get(id) : null;
    }

    @Override
    public Inbox connect(Outbox out) {
        return signal.connect(out);
    }

    @Override
    public Faults faults() {
        return faults;
    }

    @Override
    public RegionServices services() {
        return faults;
    }

    @Override
    public Units units() {
        return units.getNow(Units.NONE);
    }

    @Override
    public int sfuPort() {
        return sfu.port();
    }

    @Override
    public Map<String, Supplier<?>> sections() {
        Map<String, Supplier<?>> sections = new LinkedHashMap<>();
        sections.put("signal", signal::snapshot);
        sections.put("media", sfu::counters);
        sections.put("marks", () -> units.getNow(Units.NONE).marks());
        return sections;
    }

    @Override
    public void opened(ReadyLine ready) {
        started = true;
        // The port is open whether or not the units have come yet: nobody has to wait for them.
        Thread.ofVirtual().name("units-start").start(() -> {
            try {
                units.complete(unitsStarter.apply(ready));
            } catch (RuntimeException e) {
                LOG.error("The simulated units could not be started", e);
                units.complete(Units.NONE);
            }
        });
    }

    @Override
    public void close() {
        if (started) {
            units.join().close();
        }
        signal.close();
    }
}
