package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Cue;
import com.talkiego.dispatch.core.model.Alarm;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The watch that silence is never mistaken for a quiet night: looks every 50 ms, sounds on whatever still works. On {@code signalling} only. */
final class DeafWatch {
    static final long PULL_NANOS = Duration.ofMillis(50).toNanos();
    static final long OUTPUT_NANOS = Duration.ofMillis(200).toNanos();
    private static final long MICROPHONE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long REPEAT_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long DROPS_SHOWN_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long DROPS_TOLERATED = 10;

    private final Actor actor;
    private final AudioPort audio;
    private final ChannelBoard board;
    private final Alarms alarms;
    private final Supplier<Path> path;
    private boolean sounding;
    private long soundedNanos;
    private long drops;
    private long droppedNanos;
    private boolean dropping;

    /** What the watch has to know of the way to the backend: whether sound should come, and why it cannot (empty: it can). */
    record Path(boolean expected, String trouble) {}

    DeafWatch(Actor actor, AudioPort audio, ChannelBoard board, Alarms alarms, Supplier<Path> path) {
        this.actor = actor;
        this.audio = audio;
        this.board = board;
        this.alarms = alarms;
        this.path = path;
    }

    /** Every 50 ms. */
    void watch() {
        AudioPort.Health health = audio.health();
        Path way = path.get();
        boolean selectStalled = health.selectDevice() && health.sinceSelectTakenNanos() >= OUTPUT_NANOS;
        boolean unselectStalled = health.unselectDevice() && health.sinceUnselectTakenNanos() >= OUTPUT_NANOS;
        alarms.watch(
                Alarm.Kind.NO_AUDIO_CLOCK,
                way.expected() && way.trouble().isEmpty() && health.sincePullNanos() >= PULL_NANOS
                        ? "YOU MAY HEAR NOTHING: the receiver has stopped. If this stays, restart the console."
                        : null);
        alarms.watch(Alarm.Kind.OUTPUT_STALLED, stalled(selectStalled, unselectStalled));
        alarms.watch(Alarm.Kind.NO_OUTPUT, missing(health));
        alarms.watch(
                Alarm.Kind.NO_PATH,
                way.expected() && !way.trouble().isEmpty()
                        ? "YOU HEAR NOTHING: no path to the backend (" + way.trouble()
                                + "). It is being restored; 'retry now' tries at once."
                        : null);
        alarms.watch(
                Alarm.Kind.SELECT_OUTPUT_SILENT,
                board.masterVolume(Bus.SELECT) <= Mixing.SILENT_DB
                        ? "YOU HEAR NOTHING OF SELECTED CHANNELS: the select volume is at zero. Turn it up."
                        : null);
        alarms.watch(
                Alarm.Kind.NO_MICROPHONE,
                !health.microphone() || health.sinceMicrophoneNanos() >= MICROPHONE_NANOS
                        ? "NOBODY CAN HEAR YOU: no microphone. Plug one in or choose another."
                        : null);
        alarms.watch(Alarm.Kind.AUDIO_DROPPED, dropped(health.drops()));
        sound(health.selectDevice() && !selectStalled, health.unselectDevice() && !unselectStalled);
    }

    private static @Nullable String stalled(boolean select, boolean unselect) {
        if (!select && !unselect) {
            return null;
        }
        String which = select && unselect
                ? "both sound outputs have"
                : select ? "the select output has" : "the unselect output has";
        return "YOU MAY HEAR NOTHING: " + which + " stopped taking sound. Check the device or choose another.";
    }

    private static @Nullable String missing(AudioPort.Health health) {
        if (health.selectDevice() && health.unselectDevice()) {
            return null;
        }
        if (!health.selectDevice() && !health.unselectDevice()) {
            return "YOU HEAR NOTHING: this computer has no sound output. Plug one in or choose another.";
        }
        return health.selectDevice()
                ? "YOU DO NOT HEAR UNSELECTED CHANNELS: their sound output is missing. Choose another."
                : "YOU DO NOT HEAR SELECTED CHANNELS: their sound output is missing. Choose another.";
    }

    private @Nullable String dropped(long total) {
        long now = actor.nanoTime();
        if (total - drops >= DROPS_TOLERATED) {
            drops = total;
            droppedNanos = now;
            dropping = true;
        } else if (now - droppedNanos >= DROPS_SHOWN_NANOS) {
            // Single frames, far apart, are not worth a person's attention.
            drops = total;
            droppedNanos = now;
            dropping = false;
        }
        return dropping ? "Parts of what is spoken are lost: this computer is overloaded. Close other programs." : null;
    }

    /** Sounds on every output that still takes sound. */
    private void sound(boolean selectWorks, boolean unselectWorks) {
        if (!alarms.soundsDeaf()) {
            if (sounding) {
                sounding = false;
                audio.silence(Cue.DEAF);
            }
            return;
        }
        long now = actor.nanoTime();
        if (sounding && now - soundedNanos < REPEAT_NANOS) {
            return;
        }
        sounding = true;
        soundedNanos = now;
        if (selectWorks) {
            audio.cue(Cue.DEAF, Bus.SELECT);
        }
        if (unselectWorks) {
            audio.cue(Cue.DEAF, Bus.UNSELECT);
        }
    }
}
