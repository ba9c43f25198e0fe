package com.talkiego.dispatch.mock.turn;

import com.talkiego.dispatch.mock.edge.HostNames;
import com.talkiego.dispatch.mock.edge.ServerIdentity;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bundled TURN server: coturn, if it is installed, with a secret and files of its own. Started again when it ends, on the same
 * ports; ended with this process. Without coturn nothing happens but a sentence. Any thread.
 */
public final class Coturn implements AutoCloseable {
    /** What is said where it is not installed. */
    public static final String MISSING =
            "There is no coturn on this machine, so no relay (TURN) is offered; all else works."
                    + " On Debian: apt-get install coturn.";

    private static final Logger LOG = LoggerFactory.getLogger(Coturn.class);
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final Duration OPENS_WITHIN = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Path program;
    private final Supplier<ServerIdentity> identity;
    private final CoturnFiles files;
    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicLong relays = new AtomicLong();
    private final AtomicLong refreshes = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Thread watch;
    private final CoturnPlan plan;
    private volatile @Nullable CoturnProcess process;
    private volatile boolean up;
    private volatile boolean closed;
    private volatile boolean held;
    private volatile Duration away = Duration.ZERO;

    /**
     * What the state page shows of it.
     *
     * @param state a sentence, or {@code up}
     * @param pid of its process, 0 while there is none
     * @param starts how often it was started
     * @param relays made so far, {@code refreshes} of them, {@code refused} requests
     */
    public record Snapshot(
            String state, long pid, int port, int tlsPort, int starts, long relays, long refreshes, long refused) {}

    private Coturn(Path program, Supplier<ServerIdentity> identity, CoturnFiles files, CoturnPlan plan) {
        this.program = program;
        this.identity = identity;
        this.files = files;
        this.plan = plan;
        watch = Thread.ofVirtual().name("turn-watch").unstarted(this::keepRunning);
    }

    /**
     * Starts it and returns at once; null, with a sentence in the log, where it cannot be started.
     *
     * @param home where its files are kept while it runs
     * @param identity what it shows over TLS, asked for at each of its starts
     * @param lan whether other machines are to reach it; else it is for this one only, loopback peers included
     */
    public static @Nullable Coturn start(Path home, Supplier<ServerIdentity> identity, boolean lan) {
        Path program = CoturnProcess.program().orElse(null);
        if (program == null) {
            LOG.info("TURN: {}", MISSING);
            return null;
        }
        try {
            Coturn coturn = new Coturn(program, identity, new CoturnFiles(home), plan(lan));
            coturn.watch.start();
            return coturn;
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("TURN: coturn cannot be started ({}), so no relay is offered; all else works.", e.getMessage());
            return null;
        }
    }

    private static CoturnPlan plan(boolean lan) throws IOException {
        List<InetAddress> outside = lan
                ? HostNames.lanAddresses().stream()
                        .filter(Inet4Address.class::isInstance)
                        .toList()
                : List.of();
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        boolean onlyHere = outside.isEmpty();
        List<InetAddress> listen = onlyHere
                ? List.of(LOOPBACK)
                : Stream.concat(outside.stream(), Stream.of(LOOPBACK)).toList();
        int port = freePort(0);
        return new CoturnPlan(
                port,
                freePort(port),
                listen,
                onlyHere ? List.of(LOOPBACK) : outside,
                onlyHere,
                HexFormat.of().formatHex(secret));
    }

    /** A port free for UDP and TCP, another than that one; free at this moment, which is all one can know. */
    private static int freePort(int not) throws IOException {
        for (int tries = 0; tries < 50; tries++) {
            try (ServerSocket tcp = new ServerSocket(0);
                    DatagramSocket udp = new DatagramSocket(tcp.getLocalPort())) {
                if (udp.getLocalPort() != not) {
                    return udp.getLocalPort();
                }
            } catch (IOException taken) {
                LOG.debug("That port is in use for UDP, another is tried.");
            }
        }
        throw new IOException("there is no port free for both UDP and TCP");
    }

    private void keepRunning() {
        int failures = 0;
        while (!closed) {
            try {
                boolean opened = runOnce();
                failures = opened ? 0 : failures + 1;
            } catch (IOException e) {
                failures++;
                LOG.warn("TURN: coturn could not be started: {}", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (!closed) {
                pause(failures);
            }
        }
    }

    /** Whether it took connections before it ended. */
    private boolean runOnce() throws IOException, InterruptedException {
        Path configuration;
        synchronized (files) {
            configuration = files.write(identity.get(), plan);
        }
        CoturnProcess run = CoturnProcess.start(program, configuration, this::read);
        process = run;
        starts.incrementAndGet();
        if (closed || held) {
            run.kill();
        }
        boolean opened =
                run.awaitOpen(new InetSocketAddress(plan.listen().getFirst(), plan.port()), OPENS_WITHIN.toNanos());
        up = opened;
        if (opened) {
            LOG.info("TURN: coturn is up, UDP and TCP port {}, TLS port {}.", plan.port(), plan.tlsPort());
            run.awaitEnd();
        }
        up = false;
        run.kill();
        if (!closed) {
            LOG.warn("TURN: coturn ended, it is started again{}.", held ? " once it may" : "");
        }
        return opened;
    }

    private void pause(int failures) {
        Duration grown = Duration.ofMillis(100L << Math.min(failures, 6));
        Duration wait = grown.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : grown;
        Duration asked = away;
        away = Duration.ZERO;
        long end = System.nanoTime() + (asked.compareTo(wait) > 0 ? asked : wait).toNanos();
        for (long left = end - System.nanoTime(); (left > 0 || held) && !closed; left = end - System.nanoTime()) {
            LockSupport.parkNanos(held ? LONGEST_PAUSE.toNanos() : left);
        }
    }

    /** Its log: what it makes, keeps alive and refuses is counted; names stay out of ours. */
    private void read(String line) {
        if (line.contains("ALLOCATE processed, success")) {
            relays.incrementAndGet();
        } else if (line.contains("REFRESH processed, success")) {
            refreshes.incrementAndGet();
        } else if (line.contains("processed, error") && !line.contains("error 401") && !line.contains("error 438")) {
            refused.incrementAndGet();
        } else if (line.contains("ERROR")) {
            LOG.warn("TURN: coturn says: {}", line.replaceAll("user <[^>]*>", "user <…>"));
        }
    }

    /** Its addresses, with {@code {host}} in place of the name by which a client reaches this machine. */
    public List<String> urls() {
        return List.of(
                "turn:{host}:" + plan.port() + "?transport=udp",
                "turn:{host}:" + plan.port() + "?transport=tcp",
                "turns:{host}:" + plan.tlsPort() + "?transport=tcp");
    }

    public String secret() {
        return plan.secret();
    }

    public Snapshot snapshot() {
        CoturnProcess run = process;
        return new Snapshot(
                up ? "up" : held ? "Killed." : "It is not up; it is started again by itself.",
                run == null ? 0 : run.pid(),
                plan.port(),
                plan.tlsPort(),
                starts.get(),
                relays.get(),
                refreshes.get(),
                refused.get());
    }

    /** Ends it as a crash would; it comes back by itself, not before that long. */
    public void kill(Duration atLeastAway) {
        away = atLeastAway;
        CoturnProcess run = process;
        if (run != null) {
            run.kill();
        }
    }

    /** Ends it as a crash would until it is to live again. */
    void alive(boolean now) {
        held = !now;
        CoturnProcess run = process;
        if (held && run != null) {
            run.kill();
        }
        LockSupport.unpark(watch);
    }

    /** Shows the newest certificate from the next connection on. */
    void renewed() {
        CoturnProcess run = process;
        if (run == null || !up) {
            // It reads the newest when it starts.
            return;
        }
        try {
            synchronized (files) {
                files.certificate(identity.get());
            }
            run.rereadCertificate();
        } catch (IOException e) {
            LOG.warn("TURN: coturn cannot be told of the new certificate, it is started again: {}", e.getMessage());
            run.kill();
        }
    }

    /** Ends it and removes its files; waits for both. */
    @Override
    public void close() {
        closed = true;
        CoturnProcess run = process;
        if (run != null) {
            run.kill();
        }
        LockSupport.unpark(watch);
        try {
            watch.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        files.close();
    }
}
