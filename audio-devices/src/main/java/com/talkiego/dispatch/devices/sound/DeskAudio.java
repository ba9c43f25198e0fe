package com.talkiego.dispatch.devices.sound;

import com.talkiego.dispatch.core.mix.AudioEngine;
import com.talkiego.dispatch.core.mix.AudioTick;
import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Cue;
import com.talkiego.dispatch.core.mix.DriftResampler;
import com.talkiego.dispatch.core.mix.Frame;
import com.talkiego.dispatch.core.mix.KeyingPlan;
import com.talkiego.dispatch.core.mix.MicPath;
import com.talkiego.dispatch.core.mix.MicProcessor;
import com.talkiego.dispatch.core.mix.MixPlan;
import com.talkiego.dispatch.core.mix.UplinkSink;
import com.talkiego.dispatch.core.session.AudioPort;
import com.talkiego.dispatch.devices.priority.Priority;
import com.talkiego.dispatch.devices.priority.ThreadPriorities;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All sound of one desk: the engine and its tick, the outputs, the microphone and its way to the uplinks. Made and closed by the
 * wiring; what the session calls is wait-free.
 */
public final class DeskAudio implements AudioPort, AutoCloseable {
    /** Slots for the sound of links from other members, behind those for the backend's. */
    public static final int PEER_SLOTS = 16;

    private static final int MOST_TICKETS = 8;

    /** Pairs a play ring holds on average: one read of the output, one frame of the tick, and 5 ms for its jitter. */
    private static final int TARGET_FILL = 240 + 480 + 240;

    private final LongSupplier nanoTime;
    private final ThreadPriorities priorities;
    private final AudioEngine engine;
    private final AudioTick tick;
    private final MicPath path;
    private final EchoReference reference = new EchoReference();
    private final DriftResampler selectPace;
    private final DriftResampler unselectPace;
    private final Playback select;
    private final Playback unselect;
    private final Capture capture;

    /**
     * Opens the devices and starts all threads. A device that cannot be opened is told by {@link #health} and {@link #troubles},
     * and tried again every second.
     *
     * @param slots receive slots at the most
     * @param choice which devices
     * @param sink where an open uplink's sound goes
     * @param processor cleans the microphone's sound
     * @param priorities lets the threads of sound go first
     * @param nanoTime the nano clock
     */
    public DeskAudio(
            int slots,
            SoundChoice choice,
            UplinkSink sink,
            MicProcessor processor,
            ThreadPriorities priorities,
            LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.priorities = priorities;
        engine = new AudioEngine(slots + PEER_SLOTS, nanoTime);
        path = new MicPath(sink, processor, MOST_TICKETS, nanoTime);
        selectPace = new DriftResampler(engine.output(Bus.SELECT), TARGET_FILL, nanoTime);
        unselectPace = new DriftResampler(engine.output(Bus.UNSELECT), TARGET_FILL, nanoTime);
        tick = AudioTick.start(engine, priorities.audio());
        StereoSource selectSource = (into, frames) -> selectPace.read(into, 0, frames);
        StereoSource unselectSource = (into, frames) -> unselectPace.read(into, 0, frames);
        select = new Playback("select", choice.selectOutput(), selectSource, reference.select(), priorities, nanoTime);
        unselect = new Playback(
                "unselect", choice.unselectOutput(), unselectSource, reference.unselect(), priorities, nanoTime);
        capture = new Capture(() -> open(choice), path, reference, priorities, nanoTime);
    }

    /** Uses other devices from now on; nothing else is disturbed. Any thread. */
    public void choose(SoundChoice choice) {
        select.choose(choice.selectOutput());
        unselect.choose(choice.unselectOutput());
        capture.choose(() -> open(choice));
    }

    private static @Nullable Microphone open(SoundChoice choice) throws SoundFailed {
        if (choice.standIn() != null) {
            return choice.standIn();
        }
        return SoundDevices.NONE.equals(choice.microphone()) ? null : OpenAlMicrophone.open(choice.microphone());
    }

    /** The engine: taps for the media links, meters, counters, the record ring. */
    public AudioEngine engine() {
        return engine;
    }

    /** The microphone's way: meter and overflow. */
    public MicPath microphonePath() {
        return path;
    }

    /** Names of the devices in use, empty where a clock takes a device's place: select, unselect, microphone. */
    public List<String> devices() {
        return List.of(select.deviceName(), unselect.deviceName(), capture.microphoneName());
    }

    /** The devices of a desk. */
    public enum Place {
        SELECT,
        UNSELECT,
        MICROPHONE
    }

    /** What is wrong with one device, in a sentence; empty if nothing. */
    public String trouble(Place place) {
        return switch (place) {
            case SELECT -> select.trouble();
            case UNSELECT -> unselect.trouble();
            case MICROPHONE -> capture.trouble();
        };
    }

    /** The least that any thread of sound was granted by the system. */
    public Priority priority() {
        return priorities.least();
    }

    /** What is wrong with the devices, a sentence each. */
    public List<String> troubles() {
        return java.util.stream.Stream.of(select.trouble(), unselect.trouble(), capture.trouble())
                .filter(sentence -> !sentence.isEmpty())
                .distinct()
                .toList();
    }

    /** By how much the select output's clock differs from the tick's, as corrected now, in ppm. */
    public int rateCorrectionPpm() {
        return selectPace.correctionPpm();
    }

    /** Stereo frames of silence an output was given for want of sound, so far. */
    public long silentFrames() {
        long underruns = engine.output(Bus.SELECT).underruns()
                + engine.output(Bus.UNSELECT).underruns();
        return select.shortfall() + unselect.shortfall() + underruns * Frame.SAMPLES;
    }

    /** Samples that an output played and the echo canceller never got, so far: each loss lets a moment of echo through. */
    public long echoReferenceDropped() {
        return reference.dropped();
    }

    @Override
    public void mix(MixPlan plan) {
        engine.publish(plan);
    }

    @Override
    public long mixPassed() {
        return engine.passedRevision();
    }

    @Override
    public long playing(int slot) {
        return engine.playing(slot);
    }

    @Override
    public long slotQuietMillis(int slot) {
        return engine.slotQuietMillis(slot);
    }

    @Override
    public long sounded(int slot) {
        return engine.sounded(slot);
    }

    @Override
    public long unannounced(int slot) {
        return engine.unannounced(slot);
    }

    @Override
    public int firstPeerSlot() {
        return engine.maxSlots() - PEER_SLOTS;
    }

    @Override
    public int peerSlots() {
        return PEER_SLOTS;
    }

    @Override
    public void key(KeyingPlan plan) {
        path.publish(plan);
    }

    @Override
    public long keyingPassed() {
        return path.passedRevision();
    }

    @Override
    public OverProgress over(long ticket) {
        return OverProgress.of(path.progress(ticket));
    }

    @Override
    public void cue(Cue cue, Bus bus) {
        engine.cue(cue, bus);
    }

    @Override
    public void silence(Cue cue) {
        engine.silence(cue);
    }

    @Override
    public Health health() {
        long now = nanoTime.getAsLong();
        return new Health(
                now - engine.lastPullNanos(),
                select.sinceTakenNanos(now),
                unselect.sinceTakenNanos(now),
                capture.sinceFrameNanos(now),
                select.device(),
                unselect.device(),
                capture.microphone(),
                engine.counters().drops(),
                engine.counters().unattributed());
    }

    /** Ends in order: the microphone, the tick, the outputs. Media must have stopped writing into the taps before. */
    @Override
    public void close() {
        capture.close();
        tick.close();
        select.close();
        unselect.close();
    }
}
