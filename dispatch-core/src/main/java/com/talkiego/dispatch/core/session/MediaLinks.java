package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.IceServer;
import com.talkiego.dispatch.core.session.MediaPort.Link;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The publisher and the subscriber link: opened, watched by their beats, opened again. On {@code signalling} only. */
final class MediaLinks {
    /** More receive slots than any backend may want at once. */
    static final int MOST_SLOTS = 256;

    /** How long sound may stay away before other media servers are better than these. */
    static final Duration PATIENCE = Duration.ofMillis(1500);

    private final Actor actor;
    private final Map<Link, MediaLine> lines = new EnumMap<>(Link.class);
    private List<IceServer> iceServers = List.of();
    private int ptimeMillis;
    private boolean wasUp;
    private boolean down;
    private long downSinceNanos;

    /** What others do when a link changes. */
    interface Owner {
        /** The link's lines, in slot or uplink order. */
        void lines(Link link, List<String> mids);

        /** It carries sound. */
        void up(Link link);

        /** It does not any more; another is being opened. */
        void lost(Link link, String sentence);
    }

    MediaLinks(
            Actor actor,
            MediaPort media,
            Conversation conversation,
            Tally tally,
            RandomGenerator random,
            boolean listens,
            Owner owner) {
        this.actor = actor;
        for (Link link : listens ? EnumSet.allOf(Link.class) : EnumSet.of(Link.PUBLISHER)) {
            MediaLine.Opener opener = (count, listener) -> media.open(link, count, ptimeMillis, iceServers, listener);
            lines.put(link, new MediaLine(link, actor, media, conversation, tally, new BackOff(random), owner, opener));
        }
    }

    private MediaLine of(Link link) {
        MediaLine line = lines.get(link);
        if (line == null) {
            throw new IllegalStateException("There is no link " + link + ".");
        }
        return line;
    }

    void iceServers(List<IceServer> servers) {
        iceServers = List.copyOf(servers);
    }

    /** A new session: both links anew. */
    void open(ServerMessage.Welcome welcome) {
        ptimeMillis = welcome.ptimeMillis();
        wasUp = false;
        down = false;
        if (lines.containsKey(Link.SUBSCRIBER)) {
            of(Link.SUBSCRIBER).open(Math.clamp(welcome.slots(), 1, MOST_SLOTS));
        }
        of(Link.PUBLISHER).open(Math.clamp(welcome.uplinks(), 1, MOST_SLOTS));
    }

    /** The session goes on: links that are up stay, the others are tried at once. */
    void resumed() {
        down = false;
        lines.values().forEach(MediaLine::retryNow);
    }

    /** Offers cannot be sent for now. */
    void signalLost() {
        lines.values().forEach(MediaLine::hold);
    }

    void answer(ServerMessage.MediaAnswer answer) {
        lines.values().forEach(line -> line.answer(answer));
    }

    /** Whether that failed request was an offer. */
    boolean failed(ServerMessage.Failed failure) {
        return lines.values().stream().anyMatch(line -> line.offerFailed(failure));
    }

    void gone(ServerMessage.MediaGone gone) {
        lines.forEach((link, line) -> {
            if (link.wireName().equals(gone.link())) {
                line.lost(gone.text());
            }
        });
    }

    void wanted(ServerMessage.SlotsWanted wanted) {
        if (lines.containsKey(Link.SUBSCRIBER)) {
            of(Link.SUBSCRIBER).grow(Math.min(wanted.slots(), MOST_SLOTS));
        }
    }

    void reopen(Link link, String sentence) {
        of(link).lost(sentence);
    }

    /** Every 50 ms. */
    void watch() {
        lines.values().forEach(MediaLine::watch);
        boolean now = !allUp();
        if (now && !down) {
            downSinceNanos = actor.nanoTime();
        }
        down = now;
        wasUp |= !now;
    }

    /** Whether sound does not come however often its links are opened: the media servers there are of no use. */
    boolean hopeless() {
        Duration patience = wasUp ? PATIENCE : Duration.ofSeconds(4);
        return down && (attempt() > 1 || actor.nanoTime() - downSinceNanos >= patience.toNanos());
    }

    void close() {
        lines.values().forEach(MediaLine::close);
    }

    boolean up(Link link) {
        MediaLine line = lines.get(link);
        return line == null || line.up();
    }

    boolean allUp() {
        return lines.values().stream().allMatch(MediaLine::up);
    }

    boolean confirmed() {
        return lines.values().stream().allMatch(MediaLine::confirmed);
    }

    /** Why a link is not up; empty if all are. */
    String trouble() {
        return lines.values().stream()
                .filter(line -> !line.up())
                .map(MediaLine::trouble)
                .findFirst()
                .orElse("");
    }

    int attempt() {
        return lines.values().stream().mapToInt(MediaLine::attempt).max().orElse(0);
    }

    Instant nextTry() {
        return lines.values().stream()
                .filter(line -> !line.up())
                .map(MediaLine::nextTry)
                .max(Instant::compareTo)
                .orElse(actor.now());
    }
}
