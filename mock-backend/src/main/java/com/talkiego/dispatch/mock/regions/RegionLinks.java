package com.talkiego.dispatch.mock.regions;

import com.talkiego.dispatch.mock.rooms.Neighbours;
import com.talkiego.dispatch.mock.rooms.RegionMessage;
import com.talkiego.dispatch.mock.sfu.RelayedPacket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The links between the regions, each with a delay, a loss of media and a cut of its own. What cannot go straight goes by way of other
 * regions, so that 'can be reached' holds for all or none of a group. A cut is noticed after a second; what was on its way is lost, and
 * both ends begin anew when they meet again. Any thread; nothing here waits.
 */
public final class RegionLinks {
    /** How long a cut goes unnoticed. */
    static final Duration NOTICED = Duration.ofSeconds(1);

    private static final int MOST_ON_THE_WAY = 4_096;
    private static final int NO_WAY = Integer.MAX_VALUE / 4;

    private final List<End> ends = new ArrayList<>();
    private final Link[][] links;
    private final Way[][] ways;
    private final boolean[] dead;
    private final LongSupplier nanoTime;
    private final Predicate<String> shares;
    private final Random random = new Random(1);

    /** One region's end of all its links. */
    public record End(String id, String name, RegionServices services) {}

    /** A link as the state page shows it. */
    public record LinkState(String from, String to, boolean cut, int delayMillis, double loss) {}

    private static final class Link {
        int delayMillis;
        double loss;
        boolean cut;
    }

    /** From one region to another, whatever the links on it. */
    private static final class Way {
        boolean open;
        int delayMillis;
        double loss;
        long generation;
        /** What is on its way, in its order. */
        final ArrayDeque<RegionMessage> mail = new ArrayDeque<>();

        long lastDueNanos = Long.MIN_VALUE;
        /** Whether the end has been told of the last change. */
        boolean told = true;
    }

    /**
     * Joins them all; each can reach each.
     *
     * @param shares whether anything of that tenant may leave its region
     */
    public RegionLinks(List<End> regions, Predicate<String> shares, LongSupplier nanoTime) {
        this.ends.addAll(regions);
        this.shares = shares;
        this.nanoTime = nanoTime;
        int count = regions.size();
        this.links = new Link[count][count];
        this.ways = new Way[count][count];
        this.dead = new boolean[count];
        for (int a = 0; a < count; a++) {
            for (int b = 0; b < count; b++) {
                links[a][b] = b < a ? links[b][a] : new Link();
                ways[a][b] = new Way();
            }
        }
        for (int a = 0; a < count; a++) {
            int from = a;
            regions.get(a)
                    .services()
                    .join(neighbours(a), (region, ticket, packet) -> send(from, place(region), ticket, packet));
        }
        changed();
    }

    private int place(String region) {
        for (int i = 0; i < ends.size(); i++) {
            if (ends.get(i).id().equals(region)) {
                return i;
            }
        }
        throw new IllegalArgumentException("There is no region " + region);
    }

    private Neighbours neighbours(int self) {
        List<String> ids = ends.stream().map(End::id).toList();
        return new Neighbours() {
            @Override
            public String self() {
                return ids.get(self);
            }

            @Override
            public List<String> all() {
                return ids;
            }

            @Override
            public String name(String region) {
                return ends.get(place(region)).name();
            }

            @Override
            public boolean shares(String tenant) {
                return shares.test(tenant);
            }

            @Override
            public void send(String region, RegionMessage message) {
                RegionLinks.this.send(self, place(region), message);
            }
        };
    }

    /** Sets a link, in both directions. */
    public synchronized void set(String from, String to, boolean cut, int delayMillis, double loss) {
        Link link = links[place(from)][place(to)];
        link.cut = cut;
        link.delayMillis = delayMillis;
        link.loss = loss;
        changed();
    }

    /** A region is gone with everything it knew, or back: all its links are down as long as it is gone. */
    public synchronized void alive(String region, boolean now) {
        dead[place(region)] = !now;
        changed();
    }

    /** Every link, once. */
    public synchronized List<LinkState> snapshot() {
        List<LinkState> all = new ArrayList<>();
        for (int a = 0; a < ends.size(); a++) {
            for (int b = a + 1; b < ends.size(); b++) {
                Link link = links[a][b];
                all.add(new LinkState(ends.get(a).id(), ends.get(b).id(), link.cut, link.delayMillis, link.loss));
            }
        }
        return all;
    }

    /** Finds the shortest way for each pair, and tells both ends of what opened or closed. */
    private void changed() {
        int count = ends.size();
        int[][] delays = new int[count][count];
        for (int a = 0; a < count; a++) {
            for (int b = 0; b < count; b++) {
                boolean direct = a == b || (!links[a][b].cut && !dead[a] && !dead[b]);
                delays[a][b] = a == b ? 0 : direct ? links[a][b].delayMillis : NO_WAY;
            }
        }
        for (int by = 0; by < count; by++) {
            for (int a = 0; a < count; a++) {
                for (int b = 0; b < count; b++) {
                    delays[a][b] = Math.min(delays[a][b], delays[a][by] + delays[by][b]);
                }
            }
        }
        // Every way is as it will be before anybody is told, and answers.
        List<Runnable> news = new ArrayList<>();
        for (int a = 0; a < count; a++) {
            for (int b = 0; b < count; b++) {
                Way way = ways[a][b];
                way.delayMillis = delays[a][b];
                way.loss = links[a][b].cut ? 0 : links[a][b].loss;
                open(a, b, a != b && delays[a][b] < NO_WAY, news);
            }
        }
        news.forEach(Runnable::run);
    }

    private void open(int from, int to, boolean now, List<Runnable> news) {
        Way way = ways[from][to];
        if (way.open != now) {
            way.open = now;
            way.mail.clear();
            long generation = ++way.generation;
            news.add(() -> tell(from, to, now, generation));
        }
    }

    private void tell(int from, int to, boolean now, long generation) {
        Way way = ways[from][to];
        RegionServices end = ends.get(to).services();
        String region = ends.get(from).id();
        if (!now) {
            way.told = false;
            end.reach(region, false, NOTICED, () -> notice(way, generation));
            return;
        }
        if (!way.told) {
            // Cut so shortly that nobody noticed: what was lost meanwhile has to be said again all the same.
            end.reach(region, false, Duration.ZERO, () -> true);
            way.told = true;
        }
        end.reach(region, true, Duration.ZERO, () -> true);
    }

    private synchronized boolean notice(Way way, long generation) {
        boolean still = way.generation == generation;
        way.told |= still;
        return still;
    }

    private synchronized void send(int from, int to, RegionMessage message) {
        Way way = ways[from][to];
        if (!way.open) {
            return;
        }
        if (way.mail.size() >= MOST_ON_THE_WAY) {
            begin(from, to);
            return;
        }
        way.mail.add(message);
        long generation = way.generation;
        long now = nanoTime.getAsLong();
        long due = Math.max(now + TimeUnit.MILLISECONDS.toNanos(way.delayMillis), way.lastDueNanos);
        way.lastDueNanos = due;
        ends.get(to).services().told(ends.get(from).id(), Duration.ofNanos(due - now), () -> arriving(way, generation));
    }

    /** The next that arrives: whenever it is looked for, none overtakes another. */
    private synchronized @Nullable RegionMessage arriving(Way way, long generation) {
        return way.generation == generation ? way.mail.poll() : null;
    }

    /** More is on its way than a link holds: both ends begin anew, as after a cut. */
    private void begin(int from, int to) {
        List<Runnable> news = new ArrayList<>();
        for (boolean now : new boolean[] {false, true}) {
            open(from, to, now, news);
            open(to, from, now, news);
        }
        news.forEach(Runnable::run);
    }

    private void send(int from, int to, String ticket, RelayedPacket packet) {
        Duration delay;
        synchronized (this) {
            Way way = ways[from][to];
            if (!way.open || (way.loss > 0 && random.nextDouble() < way.loss)) {
                return;
            }
            delay = Duration.ofMillis(way.delayMillis);
        }
        ends.get(to).services().packet(ticket, packet, delay);
    }
}
