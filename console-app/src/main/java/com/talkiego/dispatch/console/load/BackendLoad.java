package com.talkiego.dispatch.console.load;

import com.talkiego.dispatch.console.report.Percentiles;
import com.talkiego.dispatch.console.report.ProcessUsage;
import com.talkiego.dispatch.core.api.ApiClient;
import com.talkiego.dispatch.core.api.ApiResult;
import com.talkiego.dispatch.core.api.Trust;
import com.talkiego.dispatch.core.media.MediaRuntime;
import com.talkiego.dispatch.core.media.WebRtcMedia;
import com.talkiego.dispatch.core.mix.Frame;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.session.OkHttpSignal;
import com.talkiego.dispatch.core.wire.ApiMessage;
import com.talkiego.dispatch.core.wire.ClientMessage;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A backend under load: hundreds of signalling clients, dozens that talk, one that comes and goes. One thread, the caller's. */
public final class BackendLoad implements AutoCloseable {
    private static final int CHANNELS_EACH = 8;
    private static final int AT_ONCE = 50;
    private static final long FRAMES_PER_SECOND = 100;
    private static final long BEAT_FRAMES = 150;

    /** Who talks and is not heard of for 2 s is cut off. */
    private static final long TALKER_BEAT_FRAMES = 50;

    private static final long COMING_AND_GOING_FRAMES = 25;
    private static final long WARM_FRAMES = 500;
    private static final long READY_NANOS = 60_000_000_000L;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int TONE_HZ = 700;
    private static final double AMPLITUDE = 6_000;

    private final Setup setup;
    private final ApiClient api;
    private final OkHttpSignal signal;
    private final MediaRuntime runtime;
    private final List<String> fingerprints;
    private final PresenceWatch presence = new PresenceWatch();
    private final List<LoadClient> clients = new ArrayList<>();
    private final List<LoadTalker> talkers = new ArrayList<>();
    private final Collection<Double> permissions = new ConcurrentLinkedQueue<>();
    private final AtomicInteger denied = new AtomicInteger();
    private final short[] tone = new short[Frame.SAMPLES];
    private final short[] silence = new short[Frame.SAMPLES];
    private volatile boolean counting;
    private long beatNanos = System.nanoTime();

    /**
     * What to load, and how much.
     *
     * @param backend its process
     * @param clients signalling clients, the talkers among them
     * @param talkers how many of them talk, each on a channel of its own
     * @param seconds how long it is measured
     */
    public record Setup(URI api, Trust trust, ProcessHandle backend, int clients, int talkers, int seconds) {}

    /**
     * What was measured.
     *
     * @param joinedMillis from the first socket to the last client that had joined
     * @param overs permissions that were waited for
     * @param denied requests that came to nothing
     * @param accessMillisP50 floor request to grant, at the client
     * @param presences presence events that were timed
     * @param errors what clients were told that they should not have been
     */
    public record Result(
            int clients,
            int talkers,
            double joinedMillis,
            int overs,
            int denied,
            double accessMillisP50,
            double accessMillisP95,
            int presences,
            double presenceMillisP50,
            double presenceMillisP95,
            double backendCpuCores,
            double backendRssMb,
            double ownCpuCores,
            List<String> errors) {}

    public BackendLoad(Setup setup) {
        this.setup = setup;
        this.api = new ApiClient(setup.api(), setup.trust(), InstantSource.system());
        this.signal = new OkHttpSignal(setup.trust());
        this.runtime = MediaRuntime.start();
        try (WebRtcMedia media = new WebRtcMedia(runtime, (slot, pcm, samples, now) -> {})) {
            fingerprints = media.fingerprints();
        }
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (short) (AMPLITUDE * Math.sin(2 * Math.PI * TONE_HZ * i / Frame.SAMPLE_RATE));
        }
    }

    /** Signs everybody in, lets them talk, and measures. */
    public Result run() {
        List<String> errors = new ArrayList<>();
        good(api.signIn("demo", "dispatcher", "demo", null));
        List<ChannelId> channels = good(api.channels()).channels().stream()
                .map(channel -> channel.id())
                .toList();
        URI address = URI.create(good(api.regions()).regions().getFirst().signal());
        long begun = System.nanoTime();
        for (int n = 0; n < setup.clients(); n += AT_ONCE) {
            int first = n;
            int last = Math.min(n + AT_ONCE, setup.clients());
            List<String> tokens = IntStream.range(first, last)
                    .mapToObj(client -> api.signalToken(new ApiMessage.SignalTokenRequest(null, fingerprints)))
                    .toList()
                    .stream()
                    .map(token -> good(token).token())
                    .toList();
            for (int k = first; k < last; k++) {
                LoadClient client = client(k, tokens.get(k - first), channels);
                clients.add(client);
                client.use(signal.open(address, client));
            }
            wait(() -> clients.stream().allMatch(client -> client.joined() || client.trouble() != null));
        }
        double joinedMillis = (System.nanoTime() - begun) / NANOS_PER_MILLI;
        talkers.forEach(LoadTalker::publish);
        wait(() -> talkers.stream().allMatch(talker -> talker.up() || talker.trouble() != null));
        LoadClient comingAndGoing = clients.getLast();
        return measure(errors, joinedMillis, comingAndGoing, channels.getFirst());
    }

    private LoadClient client(int k, String token, List<ChannelId> channels) {
        List<ChannelId> own = IntStream.range(0, CHANNELS_EACH)
                .mapToObj(j -> channels.get((k + j * CHANNELS_EACH) % channels.size()))
                .distinct()
                .toList();
        String position = "Load " + (k + 1);
        if (k >= setup.talkers()) {
            return new LoadClient(token, position, own, presence);
        }
        LoadTalker talker = new LoadTalker(
                token,
                position,
                own,
                channels.get(k % channels.size()),
                presence,
                runtime,
                millis -> {
                    if (counting) {
                        permissions.add(millis);
                    }
                },
                () -> {
                    if (counting) {
                        denied.incrementAndGet();
                    }
                });
        talkers.add(talker);
        return talker;
    }

    private Result measure(List<String> errors, double joinedMillis, LoadClient visitor, ChannelId channel) {
        for (int k = 0; k < talkers.size(); k++) {
            talkers.get(k).begin(k);
        }
        frames(WARM_FRAMES, visitor, channel);
        ProcessUsage backendBefore = ProcessUsage.of(setup.backend());
        ProcessUsage ownBefore = ProcessUsage.of(ProcessHandle.current());
        counting = true;
        presence.count(true);
        frames(setup.seconds() * FRAMES_PER_SECOND, visitor, channel);
        counting = false;
        presence.count(false);
        ProcessUsage backendAfter = ProcessUsage.of(setup.backend());
        ProcessUsage ownAfter = ProcessUsage.of(ProcessHandle.current());
        clients.stream()
                .map(LoadClient::trouble)
                .filter(Objects::nonNull)
                .distinct()
                .limit(10)
                .forEach(errors::add);
        Percentiles access = Percentiles.of(permissions);
        Percentiles fanOut = Percentiles.of(presence.measured());
        return new Result(
                setup.clients(),
                talkers.size(),
                Percentiles.round(joinedMillis),
                permissions.size(),
                denied.get(),
                access.at(50),
                access.at(95),
                presence.measured().size(),
                fanOut.at(50),
                fanOut.at(95),
                backendAfter.coresSince(backendBefore),
                backendAfter.rssMb(),
                ownAfter.coresSince(ownBefore),
                errors);
    }

    /** So many steps of 10 ms in real time: all talk, beat, and one comes and goes. */
    private void frames(long count, LoadClient visitor, ChannelId channel) {
        long next = System.nanoTime();
        for (long n = 0; n < count; n++) {
            talkers.forEach(talker -> talker.step(tone, silence));
            for (int k = 0; k < clients.size(); k++) {
                if ((n + k) % (k < talkers.size() ? TALKER_BEAT_FRAMES : BEAT_FRAMES) == 0) {
                    clients.get(k).beat();
                }
            }
            if (n % COMING_AND_GOING_FRAMES == 0) {
                visit(visitor, channel, n % (2 * COMING_AND_GOING_FRAMES) == 0);
            }
            next += Frame.NANOS;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void visit(LoadClient visitor, ChannelId channel, boolean leaves) {
        var greeting = visitor.welcome();
        if (greeting != null) {
            presence.says(greeting.self().id(), System.nanoTime());
            visitor.say(
                    leaves
                            ? new ClientMessage.Leave(2, List.of(channel))
                            : new ClientMessage.Join(2, List.of(channel)));
        }
    }

    /** Waits for that, and not for ever; who is there already goes on saying so meanwhile. */
    private void wait(BooleanSupplier until) {
        long end = System.nanoTime() + READY_NANOS;
        while (!until.getAsBoolean() && System.nanoTime() < end) {
            beatIfDue();
            LockSupport.parkNanos(Frame.NANOS);
        }
    }

    private void beatIfDue() {
        if (System.nanoTime() - beatNanos >= BEAT_FRAMES * Frame.NANOS) {
            beatNanos = System.nanoTime();
            clients.forEach(LoadClient::beat);
        }
    }

    private static <T extends ApiMessage> T good(CompletableFuture<ApiResult<T>> question) {
        return switch (question.join()) {
            case ApiResult.Ok<T>(T value) -> value;
            case ApiResult.Failed<T>(var problem) -> throw new LoadFailed(problem.sentence());
        };
    }

    /** The load could not be brought about; the message is a sentence. */
    public static final class LoadFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        LoadFailed(@Nullable String sentence) {
            super(sentence);
        }
    }

    @Override
    public void close() {
        clients.forEach(LoadClient::close);
        signal.close();
        runtime.close();
        api.close();
    }
}
