package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.MediaWay;
import com.talkiego.dispatch.core.session.MediaPort.Link;
import com.talkiego.dispatch.core.wire.ApiMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The publisher and the subscriber link of each side: opened, watched by their beats, opened again. What names no side is about the one in
 * use. On {@code signalling} only.
 */
final class MediaLinks {
    /** How long sound may stay away before other media servers are better than these. */
    static final Duration PATIENCE = Duration.ofMillis(1500);

    private final Actor actor;
    private final Map<Link, MediaLine> lines = new EnumMap<>(Link.class);
    private ApiMessage.TurnCredentials relays = RelayCredentials.NONE;
    private final @Nullable String[] regions = new @Nullable String[MediaPort.SIDES];
    private final int[] ptimeMillis = new int[MediaPort.SIDES];
    private int side;
    private String relayTrouble = "";
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

    /** @param conversations with whom each side's links are negotiated */
    MediaLinks(
            Actor actor,
            MediaPort media,
            IntFunction<Conversation> conversations,
            Descriptions descriptions,
            Tally tally,
            RandomGenerator random,
            boolean listens,
            Owner owner) {
        this.actor = actor;
        for (Link link : Link.values()) {
            if (listens || !link.receives()) {
                MediaLine.Opener opener = (count, listener) -> {
                    int of = link.side();
                    media.open(link, count, ptimeMillis[of], relays.in(regions[of]), listener);
                };
                Conversation conversation = conversations.apply(link.side());
                lines.put(
                        link,
                        new MediaLine(
                                link,
                                actor,
                                media,
                                conversation,
                                descriptions,
                                tally,
                                new BackOff(random),
                                owner,
                                opener));
            }
        }
    }

    private Stream<MediaLine> of(int which) {
        return lines.entrySet().stream()
                .filter(entry -> entry.getKey().side() == which)
                .map(Map.Entry::getValue);
    }

    /** The other side's links are in use from now on. */
    void use(int which) {
        side = which;
        wasUp = allUp();
        down = false;
    }

    /** The TURN servers of all regions from now on; each link takes those of the region it leads to, when it is opened. */
    void relays(ApiMessage.TurnCredentials newest) {
        relays = newest;
    }

    /** A new session: both links of a side anew. */
    void open(int which, ServerMessage.Welcome welcome) {
        ptimeMillis[which] = welcome.ptimeMillis();
        regions[which] = welcome.region();
        if (which == side) {
            wasUp = false;
            down = false;
        }
        open(Link.SUBSCRIBER.on(which), Math.clamp(welcome.slots(), 1, MediaPort.SIDE_SLOTS));
        open(Link.PUBLISHER.on(which), Math.clamp(welcome.uplinks(), 1, MediaPort.SIDE_UPLINKS));
    }

    private void open(Link link, int count) {
        MediaLine line = lines.get(link);
        if (line != null) {
            line.open(count);
        }
    }

    /** The session goes on: links that are up stay, the others are tried at once. */
    void resumed() {
        down = false;
        of(side).forEach(MediaLine::retryNow);
    }

    /** Offers cannot be sent for now. */
    void signalLost() {
        of(side).forEach(MediaLine::hold);
    }

    void answer(ServerMessage.MediaAnswer answer) {
        lines.values().forEach(line -> line.answer(answer));
    }

    /** Whether that failed request was an offer. */
    boolean failed(ServerMessage.Failed failure) {
        return lines.values().stream().anyMatch(line -> line.offerFailed(failure));
    }

    void gone(int which, ServerMessage.MediaGone gone) {
        lines.forEach((link, line) -> {
            if (link.side() == which && link.wireName().equals(gone.link())) {
                line.lost(gone.text());
            }
        });
    }

    void wanted(int which, ServerMessage.SlotsWanted wanted) {
        MediaLine line = lines.get(Link.SUBSCRIBER.on(which));
        if (line != null) {
            line.grow(Math.min(wanted.slots(), MediaPort.SIDE_SLOTS));
        }
    }

    /** Opens the link of that kind anew. */
    void reopen(Link kind, String sentence) {
        MediaLine line = lines.get(kind.on(side));
        if (line != null) {
            line.lost(sentence);
        }
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

    /** Closes what a side has. */
    void close(int which) {
        of(which).forEach(MediaLine::close);
    }

    /** Whether the link of that kind is up; one that is not wanted counts as such. */
    boolean up(Link kind) {
        MediaLine line = lines.get(kind.on(side));
        return line == null || line.up();
    }

    boolean allUp() {
        return allUp(side);
    }

    boolean allUp(int which) {
        return of(which).allMatch(MediaLine::up);
    }

    boolean confirmed() {
        return of(side).allMatch(MediaLine::confirmed);
    }

    /** Why a link is not up; empty if all are. */
    String trouble() {
        String trouble = of(side).filter(line -> !line.up())
                .map(MediaLine::trouble)
                .findFirst()
                .orElse("");
        return trouble.isEmpty() || relayTrouble.isEmpty() ? trouble : trouble + ". " + relayTrouble;
    }

    /** Why a relay cannot be used: told where a link does not come up. */
    void relayTrouble(String sentence) {
        relayTrouble = sentence;
    }

    /** How the packets of the link of that kind travel. */
    MediaWay way(Link kind) {
        MediaLine line = lines.get(kind.on(side));
        return line == null ? MediaWay.NONE : line.way();
    }

    int attempt() {
        return of(side).mapToInt(MediaLine::attempt).max().orElse(0);
    }

    Instant nextTry() {
        return of(side).filter(line -> !line.up())
                .map(MediaLine::nextTry)
                .max(Instant::compareTo)
                .orElse(actor.now());
    }
}
