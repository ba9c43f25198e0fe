package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.api.Nearness;
import com.talkiego.dispatch.core.model.RegionView;
import com.talkiego.dispatch.core.model.RegionView.Condition;
import com.talkiego.dispatch.core.wire.ApiMessage.Region;
import com.talkiego.dispatch.core.wire.ApiMessage.Residency;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of the backend's regions to go to: where the tenant must stay, else the one the operator wants, else the nearest that is well.
 * It decides by what it was told; it asks nobody. On {@code signalling} only.
 */
final class RegionChoice {
    /** How long a region that failed is gone to only if there is no other. */
    static final Duration AVOIDED = Duration.ofSeconds(30);

    /** Another region counts as nearer only if it is so by that much, and by that share. */
    static final Duration NEARER = Duration.ofMillis(20);

    static final double NEARER_SHARE = 0.7;

    /** How often in a row the region that a tenant belongs to has to fail before it counts as down. */
    static final int FAILURES_OF_HOME = 2;

    /** How often in a row a better region has to be found before it is worth moving. */
    static final int STEADY = 2;

    private static final long UNMEASURED = Duration.ofSeconds(10).toNanos();

    private final Actor actor;
    private List<Region> known = List.of();
    private @Nullable Residency residency;
    private String pinned;
    private @Nullable Region current;
    private final Map<String, Nearness> nearness = new HashMap<>();
    private final Map<String, Long> avoidedUntil = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();
    private List<String> unheard = List.of();
    private String steadyBetter = "";
    private int steadyTimes;

    /** @param pinned id of the region the operator wants; null for the nearest */
    RegionChoice(Actor actor, @Nullable String pinned) {
        this.actor = actor;
        this.pinned = pinned == null ? "" : pinned;
    }

    /** The directory as it is now. */
    void directory(Asking.Places places) {
        known = List.copyOf(places.regions());
        residency = places.residency();
        Region was = current;
        if (was != null) {
            // Its state may have changed.
            Region is = find(was.id());
            current = is == null ? was : is;
        }
    }

    /** The operator wants that region; empty for the nearest. */
    void pin(String region) {
        pinned = region;
        avoidedUntil.remove(region);
    }

    void measured(String region, Nearness near) {
        nearness.put(region, near);
    }

    /** Members of those regions are not heard now. */
    void unheard(List<String> names) {
        unheard = List.copyOf(names);
    }

    /** The current region failed: others first, for a while. */
    void failed() {
        Region where = current;
        if (where != null) {
            avoidedUntil.put(where.id(), actor.nanoTime() + AVOIDED.toNanos());
            failures.merge(where.id(), 1, Integer::sum);
        }
    }

    /** The current region serves. */
    void works() {
        Region where = current;
        if (where != null) {
            avoidedUntil.remove(where.id());
            failures.remove(where.id());
        }
    }

    /** The backend sends this console there; false if the tenant may not be served there. */
    boolean sent(ServerMessage.Redirect to) {
        Region there = of(to);
        if (!mayServe(there) || !secure(there)) {
            return false;
        }
        current = there;
        avoidedUntil.remove(there.id());
        return true;
    }

    /** This console is there now. */
    void arrived(Region where) {
        current = where;
        steadyBetter = "";
        steadyTimes = 0;
        works();
    }

    /** Whether the tenant may be served there. */
    boolean mayServe(Region where) {
        Residency bound = residency;
        return bound == null || home(where) || Residency.MOVE.equals(bound.whenDown());
    }

    /** Whether its SignalLayer has an address at all, and one that only it can answer at. */
    static boolean secure(Region where) {
        try {
            URI address = new URI(where.signal());
            return "wss".equals(address.getScheme()) && address.getHost() != null;
        } catch (URISyntaxException none) {
            return false;
        }
    }

    /** The region that is meant, as it is known, at the address given. */
    Region of(ServerMessage.Redirect to) {
        Region as = find(to.region());
        return as == null
                ? new Region(to.region(), to.region(), to.api(), to.signal(), null, Region.HEALTHY, true)
                : new Region(as.id(), as.name(), to.api(), to.signal(), as.probe(), as.state(), as.healthy());
    }

    /** Takes the current one once more, if it can be had; else the best there is. */
    @Nullable
    Region stay() {
        Region where = current;
        boolean here = where != null && allowed(where) && !avoided(where);
        return here ? where : choose();
    }

    /** Takes the best one there is; null if the tenant can be served nowhere. */
    @Nullable
    Region choose() {
        Region best = best();
        if (best != null) {
            current = best;
        }
        return best;
    }

    /** Whether, now that the current region failed, another one can serve at once. */
    boolean elsewhere() {
        Region best = best();
        return best != null && !avoided(best) && !isCurrent(best);
    }

    /** Whether there is another region that might serve, though it may have failed lately. */
    boolean others() {
        return candidates().anyMatch(region -> !isCurrent(region));
    }

    private boolean isCurrent(Region region) {
        return current != null && current.id().equals(region.id());
    }

    /** A region worth leaving a working one for; looked for after each measurement, null until it was found often enough. */
    @Nullable
    Region worthMoving() {
        Region best = best();
        if (best == null || avoided(best) || isCurrent(best)) {
            steadyBetter = "";
            steadyTimes = 0;
            return null;
        }
        steadyTimes = best.id().equals(steadyBetter) ? steadyTimes + 1 : 1;
        steadyBetter = best.id();
        return steadyTimes >= STEADY ? best : null;
    }

    private @Nullable Region best() {
        return candidates()
                .min(Comparator.comparingLong(this::avoidance)
                        .thenComparing(region -> Region.DRAINING.equals(region.state()))
                        .thenComparing(region -> !home(region))
                        .thenComparing(region -> !region.id().equals(pinned))
                        .thenComparingLong(this::distance))
                .orElse(null);
    }

    private Stream<Region> candidates() {
        return known.stream().filter(RegionChoice::usable).filter(this::allowed);
    }

    private static boolean usable(Region region) {
        boolean takesNew = region.healthy() || Region.DRAINING.equals(region.state());
        return takesNew && region.signal().startsWith("wss://");
    }

    /** Whether the tenant may be served there. A tenant that may move does so only while its own region cannot serve. */
    private boolean allowed(Region region) {
        Residency where = residency;
        if (where == null || region.id().equals(where.region())) {
            return true;
        }
        return Residency.MOVE.equals(where.whenDown()) && !homeServes(where);
    }

    private boolean homeServes(Residency where) {
        return known.stream()
                .filter(region -> region.id().equals(where.region()))
                .anyMatch(region -> usable(region)
                        && (!avoided(region) || failures.getOrDefault(region.id(), 0) < FAILURES_OF_HOME));
    }

    private boolean home(Region region) {
        Residency where = residency;
        return where != null && region.id().equals(where.region());
    }

    private boolean avoided(Region region) {
        return avoidance(region) > 0;
    }

    /** How long it is still to be avoided, in ns: of two that failed the one that did so earlier is tried first. */
    private long avoidance(Region region) {
        Long until = avoidedUntil.get(region.id());
        return until == null ? 0 : Math.max(0, until - actor.nanoTime());
    }

    /** Where two are about as near, the current one counts as the nearer. */
    private long distance(Region region) {
        Nearness near = nearness.getOrDefault(region.id(), Nearness.UNKNOWN);
        long nanos = near.known() ? near.median().toNanos() : UNMEASURED + known.indexOf(region);
        Region where = current;
        boolean here = where != null && where.id().equals(region.id()) && near.known();
        return here ? Math.min((long) (nanos * NEARER_SHARE), nanos - NEARER.toNanos()) : nanos;
    }

    private @Nullable Region find(String id) {
        return known.stream()
                .filter(region -> region.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private String nameOf(String id) {
        Region region = find(id);
        return region == null ? id : region.name();
    }

    /** Regions to be measured. */
    List<Region> measurable() {
        return known.stream().filter(region -> region.probe() != null).toList();
    }

    /** The one gone to last; null before the first. */
    @Nullable
    Region current() {
        return current;
    }

    /** Id of the region gone to last; null before the first. */
    @Nullable
    String id() {
        Region where = current;
        return where == null ? null : where.id();
    }

    /** Name of the region gone to last; empty before the first. */
    String name() {
        Region where = current;
        return where == null ? "" : where.name();
    }

    /** Why there is nowhere to go to. */
    String nowhere() {
        String bound = bound();
        return bound.isEmpty()
                ? "The backend names no region with a working SignalLayer. Try again in a while."
                : bound;
    }

    /** Whether the only region that may serve the tenant does not. */
    boolean homeDown() {
        Residency where = residency;
        return where != null && !bound().isEmpty() && !homeServes(where);
    }

    /** What it means that a tenant may be served in one region only; empty if it may be elsewhere. */
    String bound() {
        Residency where = residency;
        return where == null || Residency.MOVE.equals(where.whenDown())
                ? ""
                : "Your organisation may be served in " + nameOf(where.region())
                        + " only, and that region is down. Call your administrator; the console waits for it";
    }

    /** As the operator sees it. */
    RegionView view() {
        return new RegionView(
                known.stream().map(this::view).toList(),
                current == null ? "" : current.id(),
                pinned,
                notice(),
                unheard);
    }

    private RegionView.Region view(Region region) {
        Nearness near = nearness.getOrDefault(region.id(), Nearness.UNKNOWN);
        Residency where = residency;
        boolean allowed = where == null || home(region) || Residency.MOVE.equals(where.whenDown());
        return new RegionView.Region(
                region.id(),
                region.name(),
                condition(region),
                near.known() ? (int) near.median().toMillis() : -1,
                (int) near.jitter().toMillis(),
                allowed);
    }

    private Condition condition(Region region) {
        if (Region.DOWN.equals(region.state()) || (region.state() == null && !region.healthy())) {
            return Condition.DOWN;
        }
        if (avoided(region)) {
            return Condition.FAILED;
        }
        return Region.DRAINING.equals(region.state()) ? Condition.DRAINING : Condition.HEALTHY;
    }

    private String notice() {
        Region where = current;
        if (where == null) {
            return "";
        }
        Residency bound = residency;
        if (bound != null && !bound.region().equals(where.id())) {
            return "OUTSIDE " + nameOf(bound.region()) + ": your organisation's region is down, " + where.name()
                    + " serves until it is back.";
        }
        if (!pinned.isEmpty() && !pinned.equals(where.id()) && find(pinned) != null) {
            return "Not in " + nameOf(pinned) + ", the region you chose: it cannot serve now. " + where.name()
                    + " does.";
        }
        if (Region.DRAINING.equals(where.state())) {
            return where.name() + " is being emptied for maintenance; this console moves on when nobody talks.";
        }
        return "";
    }
}
