package com.talkiego.dispatch.mock.radio;

import com.talkiego.dispatch.core.api.ApiClient;
import com.talkiego.dispatch.core.api.Trust;
import com.talkiego.dispatch.core.media.MediaRuntime;
import com.talkiego.dispatch.core.media.WebRtcMedia;
import com.talkiego.dispatch.core.mix.AudioEngine;
import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Cue;
import com.talkiego.dispatch.core.mix.Frame;
import com.talkiego.dispatch.core.mix.KeyingPlan;
import com.talkiego.dispatch.core.mix.MicPath;
import com.talkiego.dispatch.core.mix.MicProcessor;
import com.talkiego.dispatch.core.mix.MixPlan;
import com.talkiego.dispatch.core.mix.RecordedFrame;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.PttTarget;
import com.talkiego.dispatch.core.session.Actor;
import com.talkiego.dispatch.core.session.AudioPort;
import com.talkiego.dispatch.core.session.DeskMemory;
import com.talkiego.dispatch.core.session.DispatchSession;
import com.talkiego.dispatch.core.session.OkHttpSignal;
import com.talkiego.dispatch.core.session.Press;
import com.talkiego.dispatch.core.session.SessionSettings;
import com.talkiego.dispatch.core.session.SignIn;
import com.talkiego.dispatch.core.session.SignalPort;
import com.talkiego.dispatch.core.session.SourceId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A dispatch position without a window: a true session, and a desk whose microphone hums at 1 kHz. */
public final class Dispatcher implements AudioPort, AutoCloseable {
    static final String POSITION = "Position 1";
    private static final int SLOTS = 64;
    /** Mean square of −50 dBFS. */
    private static final double AUDIBLE = 32_768.0 * 32_768.0 * 1e-5;

    private final Actor actor = Actor.start(System::nanoTime, InstantSource.system());
    private final MediaRuntime runtime = MediaRuntime.start();
    private final AudioEngine engine = new AudioEngine(SLOTS, System::nanoTime);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("test-desk").factory());
    private final AtomicLong audible = new AtomicLong();
    private final RecordedFrame recorded = new RecordedFrame();
    private final short[] hum = new short[Frame.SAMPLES];
    private final short[] played = new short[2 * Frame.SAMPLES];
    private final ApiClient api;
    private final OkHttpSignal signal;
    private final WebRtcMedia media;
    private final MicPath path;
    private final DispatchSession session;
    private volatile @Nullable Press held;

    Dispatcher(URI backend, Path authority) throws IOException {
        this(backend, authority, sockets -> sockets);
    }

    /** @param way what lies between the session and its sockets */
    public Dispatcher(URI backend, Path authority, UnaryOperator<SignalPort> way) throws IOException {
        Trust trust = Trust.authority(authority);
        api = new ApiClient(backend, trust, InstantSource.system());
        signal = new OkHttpSignal(trust);
        media = new WebRtcMedia(runtime, (slot, pcm, samples, now) -> {
            if (slot < SLOTS) {
                engine.tap(slot).write(pcm, samples, now);
            }
        });
        path = new MicPath(media, MicProcessor.NONE, 2, System::nanoTime);
        for (int i = 0; i < hum.length; i++) {
            hum[i] = (short) Math.round(8_000 * Math.sin(2 * Math.PI * 1_000 * i / Frame.SAMPLE_RATE));
        }
        session = new DispatchSession(
                SessionSettings.position("test", POSITION, DeskMemory.EMPTY),
                actor,
                api,
                way.apply(signal),
                media,
                this);
        clock.scheduleAtFixedRate(this::tick, 0, 10, TimeUnit.MILLISECONDS);
        session.signIn(new SignIn("demo", "dispatcher", "demo"));
    }

    private void tick() {
        Press press = held;
        if (press != null) {
            press.renew();
        }
        path.frame(hum);
        engine.tick(System.nanoTime());
        engine.output(Bus.SELECT).read(played, 0, Frame.SAMPLES);
        engine.output(Bus.UNSELECT).read(played, 0, Frame.SAMPLES);
        while (engine.record().read(recorded)) {
            double sum = 0;
            for (short sample : recorded.pcm) {
                sum += (double) sample * sample;
            }
            if (recorded.over != RecordedFrame.UNATTRIBUTED && sum / Frame.SAMPLES > AUDIBLE) {
                audible.incrementAndGet();
            }
        }
    }

    public DispatchSession session() {
        return session;
    }

    /** Frames of 10 ms above −50 dBFS heard so far in announced overs. */
    long audibleFrames() {
        return audible.get();
    }

    /** A channel as it is on this desk; null before the sign-in. */
    @Nullable
    ChannelState channel(ChannelId id) {
        return session.state().channels().stream()
                .filter(line -> line.channel().id().equals(id))
                .findFirst()
                .orElse(null);
    }

    void press(ChannelId channel) {
        held = session.press(new SourceId("pedal"), "pedal", new PttTarget.OneChannel(channel), Duration.ofMillis(800));
    }

    void release() {
        Press press = held;
        held = null;
        if (press != null) {
            press.release();
        }
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
        return engine.maxSlots();
    }

    @Override
    public int peerSlots() {
        return 0;
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
        return new Health(0, 0, 0, 0, true, true, true, 0, 0);
    }

    @Override
    public void close() {
        session.close();
        clock.close();
        media.close();
        api.close();
        signal.close();
        actor.close();
        runtime.close();
    }
}
