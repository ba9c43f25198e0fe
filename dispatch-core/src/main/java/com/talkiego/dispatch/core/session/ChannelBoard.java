package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ConsoleState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All channels of the desk, and how the operator wants to hear them. On {@code signalling} only. */
final class ChannelBoard {
    static final double LOWEST_VOLUME_DB = -20;
    static final double HIGHEST_VOLUME_DB = 6;
    static final double LOWEST_MASTER_DB = -60;
    private static final Duration ALL_MUTE = Duration.ofSeconds(60);

    private final Actor actor;
    private final Runnable changed;
    private final Map<ChannelId, ChannelLine> lines = new LinkedHashMap<>();
    private DeskMemory memory;
    private double selectVolumeDb;
    private double unselectVolumeDb;
    private boolean evened;
    private @Nullable ChannelId solo;
    private @Nullable Instant allMutedUntil;
    private Actor.@Nullable Timer allMuteEnd;

    /** @param changed told after everything that may change what is heard or shown */
    ChannelBoard(Actor actor, DeskMemory memory, Runnable changed) {
        this.actor = actor;
        this.memory = memory;
        this.changed = changed;
        this.selectVolumeDb = clamp(memory.selectVolumeDb(), LOWEST_MASTER_DB, HIGHEST_VOLUME_DB);
        this.unselectVolumeDb = clamp(memory.unselectVolumeDb(), LOWEST_MASTER_DB, HIGHEST_VOLUME_DB);
        this.evened = !memory.asSpoken();
    }

    /** The tenant's channels, as the directory has them now; what the desk remembers of them stays. */
    void directory(List<Channel> channels) {
        DeskMemory remembered = memory();
        lines.clear();
        channels.stream().sorted(Comparator.comparingInt(Channel::number)).forEach(channel -> {
            DeskMemory.Strip strip = remembered.strips().getOrDefault(channel.id(), DeskMemory.Strip.NEW);
            ChannelLine line = new ChannelLine(
                    channel,
                    new DeskMemory.Strip(
                            clamp(strip.volumeDb(), LOWEST_VOLUME_DB, HIGHEST_VOLUME_DB),
                            clamp(strip.pan(), -1, 1),
                            strip.muted()));
            line.select(remembered.selected().contains(channel.id()));
            lines.put(channel.id(), line);
        });
        if (solo != null && !lines.containsKey(solo)) {
            solo = null;
        }
        changed.run();
    }

    /** The desk as it is now, to be kept over a restart. */
    DeskMemory memory() {
        if (!lines.isEmpty()) {
            Map<ChannelId, DeskMemory.Strip> strips = new TreeMap<>(memory.strips());
            lines.forEach((id, line) -> strips.put(id, line.strip()));
            memory = new DeskMemory(
                    selected().stream().map(line -> line.channel().id()).toList(),
                    strips,
                    selectVolumeDb,
                    unselectVolumeDb,
                    !evened);
        } else {
            memory = new DeskMemory(memory.selected(), memory.strips(), selectVolumeDb, unselectVolumeDb, !evened);
        }
        return memory;
    }

    Collection<ChannelLine> lines() {
        return lines.values();
    }

    @Nullable
    ChannelLine line(ChannelId id) {
        return lines.get(id);
    }

    /** The channel's name, its id if it is unknown. */
    String name(ChannelId id) {
        ChannelLine line = lines.get(id);
        return line == null ? id.value() : line.name();
    }

    String names(Collection<ChannelId> ids) {
        return ids.stream().map(this::name).collect(Collectors.joining(", "));
    }

    List<ChannelLine> selected() {
        return lines.values().stream().filter(ChannelLine::selected).toList();
    }

    boolean anySelected() {
        return lines.values().stream().anyMatch(ChannelLine::selected);
    }

    boolean allAre(Predicate<ChannelLine> condition) {
        return lines.values().stream().allMatch(condition);
    }

    /** Selects that channel only. */
    void select(ChannelId id) {
        if (lines.containsKey(id)) {
            lines.values().forEach(line -> {
                if (line.selected() && !line.channel().id().equals(id)) {
                    line.select(false);
                }
            });
            opened(id);
        }
    }

    /** Puts it into the selection, or takes it out. */
    void toggle(ChannelId id) {
        ChannelLine line = lines.get(id);
        if (line != null && line.selected()) {
            line.select(false);
            changed.run();
        } else {
            opened(id);
        }
    }

    private void opened(ChannelId id) {
        ChannelLine line = lines.get(id);
        if (line != null) {
            line.select(true);
            line.mute(false);
            line.attended();
            changed.run();
        }
    }

    void clearSelection() {
        lines.values().stream().filter(ChannelLine::selected).forEach(line -> line.select(false));
        changed.run();
    }

    /** Keying a muted channel unmutes it. */
    void keyed(ChannelId id) {
        ChannelLine line = lines.get(id);
        if (line != null && line.muted()) {
            line.mute(false);
            changed.run();
        }
    }

    void mute(ChannelId id, boolean on) {
        change(id, line -> line.mute(on));
    }

    void volume(ChannelId id, double dB) {
        change(id, line -> line.volume(clamp(dB, LOWEST_VOLUME_DB, HIGHEST_VOLUME_DB)));
    }

    void pan(ChannelId id, double position) {
        change(id, line -> line.pan(clamp(position, -1, 1)));
    }

    void attend(ChannelId id) {
        change(id, ChannelLine::attended);
    }

    private void change(ChannelId id, Consumer<ChannelLine> how) {
        ChannelLine line = lines.get(id);
        if (line != null) {
            how.accept(line);
            changed.run();
        }
    }

    void solo(@Nullable ChannelId id) {
        if (id == null || lines.containsKey(id)) {
            solo = id;
            changed.run();
        }
    }

    /** Silences all that is not selected; ends by itself after a minute. */
    void allMute(boolean on) {
        if (allMuteEnd != null) {
            allMuteEnd.cancel();
            allMuteEnd = null;
        }
        allMutedUntil = on ? actor.now().plus(ALL_MUTE) : null;
        if (on) {
            allMuteEnd = actor.after(ALL_MUTE, () -> allMute(false));
        }
        changed.run();
    }

    void masterVolume(Bus bus, double dB) {
        double bounded = clamp(dB, LOWEST_MASTER_DB, HIGHEST_VOLUME_DB);
        if (bus == Bus.SELECT) {
            selectVolumeDb = bounded;
        } else {
            unselectVolumeDb = bounded;
        }
        changed.run();
    }

    /** Brings talkers near one loudness, or leaves each as loud as he speaks. */
    void even(boolean on) {
        evened = on;
        changed.run();
    }

    boolean evened() {
        return evened;
    }

    double masterVolume(Bus bus) {
        return bus == Bus.SELECT ? selectVolumeDb : unselectVolumeDb;
    }

    /** Whether the operator wants to hear that channel now, emergencies apart. */
    boolean wanted(ChannelLine line) {
        ChannelId only = solo;
        if (only != null) {
            return only.equals(line.channel().id());
        }
        return !line.muted() && (allMutedUntil == null || line.selected());
    }

    ConsoleState.Listening listening() {
        return new ConsoleState.Listening(allMutedUntil, solo, selectVolumeDb, unselectVolumeDb, evened);
    }

    private static double clamp(double value, double low, double high) {
        return Double.isNaN(value) ? Math.clamp(0, low, high) : Math.clamp(value, low, high);
    }
}
