package com.talkiego.dispatch.mock.units;

import com.talkiego.dispatch.core.api.ApiClient;
import com.talkiego.dispatch.core.api.Trust;
import com.talkiego.dispatch.core.media.MediaRuntime;
import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.session.Actor;
import com.talkiego.dispatch.core.session.OkHttpSignal;
import com.talkiego.dispatch.core.session.SignIn;
import com.talkiego.dispatch.mock.api.Accounts;
import com.talkiego.dispatch.mock.api.Accounts.UnitCredentials;
import com.talkiego.dispatch.mock.api.DemoTenant;
import com.talkiego.dispatch.mock.edge.Units;
import com.talkiego.dispatch.mock.scenario.Scenario;
import com.talkiego.dispatch.mock.scenario.Scenario.Conversation;
import com.talkiego.dispatch.mock.scenario.Scenario.EmergencyAt;
import com.talkiego.dispatch.mock.scenario.Scenario.ToneSchedule;
import com.talkiego.dispatch.mock.scenario.Speech;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * All simulated units: they share one {@code signalling} thread, one media runtime and one clock, and are otherwise clients like any
 * other. Safe on any thread.
 */
public final class UnitFleet implements Units {
    private static final double LOAD_OVER_SECONDS = 20;

    private static final int LOAD_VOICES = 8;

    /** Under load, units that only listen, on channels where nobody talks: they hear a dispatcher. */
    private static final int QUIET_LISTENERS = 4;

    private final Actor actor;
    private final MediaRuntime runtime;
    private final UnitsClock clock = new UnitsClock();
    private final Marks marks = new Marks();
    private final Speech speech;
    private final Random random;
    private final URI api;
    private final Trust trust;
    private final Accounts accounts;
    private final List<ApiClient> clients = new ArrayList<>();
    private final List<OkHttpSignal> signals = new ArrayList<>();
    private final Map<String, Unit> byAlias = new LinkedHashMap<>();
    private final Map<Integer, Sound> loads = new HashMap<>();
    private final AtomicBoolean stopped = new AtomicBoolean();

    /**
     * What the units are to do.
     *
     * @param talking for {@code load}: how many channels carry continuous speech
     * @param most units at the most
     */
    public record Orders(Scenario scenario, List<Channel> channels, int talking, int most, long seed) {}

    /** Makes the units, who sign in by themselves. */
    public UnitFleet(Orders orders, URI api, Trust trust, Accounts accounts, Speech speech) {
        this.actor = Actor.start(System::nanoTime, InstantSource.system());
        this.runtime = MediaRuntime.start();
        this.speech = speech;
        this.random = new Random(orders.seed());
        this.api = api;
        this.trust = trust;
        this.accounts = accounts;
        enlist(orders);
        byAlias.values().forEach(unit -> clock.add(unit::tick));
    }

    private void enlist(Orders orders) {
        long now = System.nanoTime();
        Scenario scenario = orders.scenario();
        boolean load = orders.talking() > 0;
        for (Conversation script : scenario.conversations()) {
            if (has(orders, script.channel()) && byAlias.size() + script.units().size() <= orders.most()) {
                Map<String, Unit> units = new LinkedHashMap<>();
                for (String alias : script.units()) {
                    units.put(alias, unit(alias, script.channel(), units.isEmpty(), false));
                }
                ConversationPlayer player =
                        new ConversationPlayer(script, units, speech, new Random(random.nextLong()), now);
                clock.add(player::tick);
            }
        }
        for (ToneSchedule schedule : scenario.tones()) {
            if (has(orders, schedule.channel()) && byAlias.size() < orders.most()) {
                TonePlayer player =
                        new TonePlayer(schedule, unit(schedule.unit(), schedule.channel(), true, true), now);
                clock.add(player::tick);
            }
        }
        if (load) {
            enlistLoad(orders);
        } else if (scenario.conversations().isEmpty() && scenario.tones().isEmpty()) {
            enlistSilent(orders);
        }
        for (EmergencyAt at : scenario.emergencies()) {
            Unit unit = byAlias.get(at.unit());
            if (unit != null) {
                raiseLater(unit, now + (long) (at.seconds() * 1e9));
            }
        }
    }

    /** Units that only listen until an action makes them talk, one channel after the other. */
    private void enlistSilent(Orders orders) {
        int channels = orders.channels().size();
        for (int i = 0; i < orders.most(); i++) {
            unit("Radio " + (i + 1), orders.channels().get(i % channels).id(), true, false);
        }
    }

    private void enlistLoad(Orders orders) {
        int channels = orders.channels().size();
        for (int i = 0; i < Math.min(orders.talking(), channels); i++) {
            ChannelId channel = orders.channels().get(i).id();
            talkForEver(unit("Load " + (i + 1), channel, i == 0, true), i);
        }
        for (int i = orders.talking(); i < Math.min(orders.talking() + QUIET_LISTENERS, channels); i++) {
            unit("Listener " + (i + 1), orders.channels().get(i).id(), true, false);
        }
    }

    private static boolean has(Orders orders, ChannelId channel) {
        return orders.channels().stream().anyMatch(known -> known.id().equals(channel));
    }

    private Unit unit(String alias, ChannelId channel, boolean listens, boolean marked) {
        int number = byAlias.size() + 1;
        UnitCredentials credentials = accounts.unit(number, alias);
        ApiClient client = new ApiClient(api, trust, InstantSource.system());
        clients.add(client);
        OkHttpSignal signal = new OkHttpSignal(trust);
        signals.add(signal);
        Unit unit = new Unit(
                new Unit.Made(
                        "unit-" + number,
                        alias,
                        channel,
                        listens,
                        marked,
                        new SignIn(DemoTenant.ID, credentials.user(), credentials.password()),
                        new Random(random.nextLong())),
                new Connections(new UnitApi(client, channel, number), signal),
                actor,
                runtime,
                marks);
        byAlias.put(alias, unit);
        return unit;
    }

    /** Continuous speech: overs of 20 s, one right after the other. */
    private void talkForEver(Unit unit, int number) {
        Sound sound = loads.computeIfAbsent(number % LOAD_VOICES, this::continuousSpeech);
        clock.add(now -> {
            if (unit.silent() && unit.ready() && !stopped.get()) {
                unit.ask(new Unit.Saying(sound, true, LOAD_OVER_SECONDS));
            }
        });
    }

    private Sound continuousSpeech(int voice) {
        List<String> sentences = speech.sentences();
        List<short[]> clips = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String[] key = sentences.get((voice * 5 + i) % sentences.size()).split("\t", -1);
            clips.add(Objects.requireNonNull(speech.clip(key[0], key[1])));
        }
        return Sound.of("load", joined(clips));
    }

    private static short[] joined(List<short[]> clips) {
        short[] all = new short[clips.stream().mapToInt(clip -> clip.length).sum()];
        int at = 0;
        for (short[] clip : clips) {
            System.arraycopy(clip, 0, all, at, clip.length);
            at += clip.length;
        }
        return all;
    }

    private void raiseLater(Unit unit, long at) {
        AtomicBoolean raised = new AtomicBoolean();
        clock.add(now -> {
            if (now - at >= 0 && raised.compareAndSet(false, true)) {
                unit.emergency(anySpeech());
            }
        });
    }

    private Sound anySpeech() {
        String[] key = speech.sentences().getFirst().split("\t", -1);
        return Sound.of(key[1], Objects.requireNonNull(speech.clip(key[0], key[1])));
    }

    @Override
    public List<UnitSnapshot> snapshot() {
        return byAlias.values().stream().map(Unit::snapshot).toList();
    }

    @Override
    public List<Mark> marks() {
        return marks.snapshot();
    }

    @Override
    public boolean speak(String unit, SpeakRequest request) {
        Unit found = find(unit);
        if (found == null) {
            return false;
        }
        double seconds = request.seconds().orElse(0.0);
        if (request.toneHz().isPresent()) {
            double hertz = request.toneHz().get();
            return found.ask(
                    Unit.Saying.once(Sound.glide(hertz, request.toHz().orElse(hertz), seconds == 0 ? 3 : seconds)));
        }
        String words = request.clip().orElse("speech");
        short[] clip = speech.clip(found.alias(), words);
        Sound sound = clip == null ? anySpeech() : Sound.of(words, clip);
        return found.ask(seconds == 0 ? Unit.Saying.once(sound) : new Unit.Saying(sound, true, seconds));
    }

    @Override
    public boolean emergency(String unit) {
        Unit found = find(unit);
        if (found == null) {
            return false;
        }
        found.emergency(anySpeech());
        return true;
    }

    private @Nullable Unit find(String name) {
        return byAlias.values().stream()
                .filter(unit -> unit.id().equals(name) || unit.alias().equals(name))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void stop() {
        if (stopped.compareAndSet(false, true)) {
            clock.close();
            byAlias.values().forEach(Unit::signOff);
        }
    }

    @Override
    public void close() {
        stop();
        actor.close();
        byAlias.values().forEach(Unit::free);
        clients.forEach(ApiClient::close);
        signals.forEach(OkHttpSignal::close);
        runtime.close();
    }
}
