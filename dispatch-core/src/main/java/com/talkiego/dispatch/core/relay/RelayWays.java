package com.talkiego.dispatch.core.relay;

import com.talkiego.dispatch.core.api.Trust;
import com.talkiego.dispatch.core.media.IceWays;
import com.talkiego.dispatch.core.model.IceServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes TURN servers over TLS usable whatever authority vouches for them. libwebrtc knows the public authorities only, so that a server
 * of another authority is reached through a {@link TlsForwarder} of ours; with the platform's authorities libwebrtc does it alone. Any thread.
 */
public final class RelayWays implements IceWays, AutoCloseable {
    /** Servers that are led to at the same time; those not named any more make room. */
    static final int MOST_SERVERS = 16;

    private static final Logger LOG = LoggerFactory.getLogger(RelayWays.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int TURNS_PORT = 5349;
    private static final Pattern TURNS =
            Pattern.compile("turns:(\\[[0-9a-fA-F:.]+]|[^:?\\[\\]]+)(?::(\\d{1,5}))?(?:\\?transport=tcp)?");

    private final Trust trust;
    private final Consumer<String> trouble;
    private final Map<Target, TlsForwarder> forwarders = new LinkedHashMap<>();
    private volatile boolean relayOnly;
    private String told = "";
    private boolean closed;

    private record Target(String host, int port) {}

    /** @param trouble takes a sentence when a relay cannot be used, and an empty one when it can; on a thread that must not be held up */
    public RelayWays(Trust trust, Consumer<String> trouble) {
        this.trust = trust;
        this.trouble = trouble;
    }

    /** Lets links that are opened from now on go by TURN servers only, or again by any way. */
    public void relayOnly(boolean only) {
        relayOnly = only;
    }

    @Override
    public boolean relayOnly() {
        return relayOnly;
    }

    /** {@inheritDoc} What is {@code turns:} of an authority unknown to it becomes {@code turn:} to a door of ours. */
    @Override
    public synchronized List<IceServer> reachable(List<IceServer> named) {
        if (trust.ofPlatform() || closed) {
            return named;
        }
        List<IceServer> reachable = new ArrayList<>();
        for (IceServer server : named) {
            List<String> urls = server.urls().stream()
                    .map(this::url)
                    .filter(url -> !url.isEmpty())
                    .toList();
            if (!urls.isEmpty()) {
                reachable.add(new IceServer(urls, server.username(), server.credential()));
            }
        }
        return List.copyOf(reachable);
    }

    private String url(String url) {
        if (!url.startsWith("turns:")) {
            return url;
        }
        Matcher parts = TURNS.matcher(url);
        int port = parts.matches() && parts.group(2) != null ? Integer.parseInt(parts.group(2)) : TURNS_PORT;
        if (!parts.matches() || port < 1 || port > 65_535) {
            LOG.warn("The backend names a TURN server that is none, it is left out: {}", url);
            return "";
        }
        String host = parts.group(1);
        boolean literal = host.startsWith("[");
        try {
            TlsForwarder door = door(new Target(literal ? host.substring(1, host.length() - 1) : host, port));
            return "turn:127.0.0.1:" + door.port() + "?transport=tcp";
        } catch (IOException e) {
            tell("TURN over TLS cannot be used: there is no free port on this machine (" + e.getMessage()
                    + "). Close other programs, then connect again.");
            return "";
        }
    }

    private TlsForwarder door(Target target) throws IOException {
        TlsForwarder known = forwarders.remove(target);
        TlsForwarder door =
                known == null ? new TlsForwarder(target.host(), target.port(), trust, LIMIT, this::tell) : known;
        forwarders.put(target, door);
        if (forwarders.size() > MOST_SERVERS) {
            Target oldest = forwarders.keySet().iterator().next();
            TlsForwarder leaving = forwarders.remove(oldest);
            if (leaving != null) {
                leaving.close();
            }
        }
        return door;
    }

    /** Each piece of news once, however many connections have it. */
    private void tell(String sentence) {
        synchronized (trouble) {
            if (!sentence.equals(told)) {
                told = sentence;
                trouble.accept(sentence);
            }
        }
    }

    @Override
    public synchronized boolean secured(String url) {
        return forwarders.values().stream().anyMatch(door -> url.startsWith("turn:127.0.0.1:" + door.port() + "?"));
    }

    /** How many connections are being carried. */
    public synchronized int connections() {
        return forwarders.values().stream().mapToInt(TlsForwarder::connections).sum();
    }

    /** Ends every connection; after this nothing is led anywhere. */
    @Override
    public synchronized void close() {
        closed = true;
        forwarders.values().forEach(TlsForwarder::close);
        forwarders.clear();
    }
}
