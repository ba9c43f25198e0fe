package com.talkiego.dispatch.console.conformance;

import com.talkiego.dispatch.core.media.MediaRuntime;
import com.talkiego.dispatch.core.media.WebRtcMedia;
import com.talkiego.dispatch.core.mix.Frame;
import com.talkiego.dispatch.core.session.MediaPort;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The media links of one plain client: real WebRTC, a tone for a voice, and ears that count the loud frames of each slot. */
final class PeerMedia implements MediaPort.Listener {
    private static final int MOST_SLOTS = 256;
    private static final long FRAME_MILLIS = Frame.NANOS / 1_000_000;
    private static final int TONE_HZ = 1000;
    private static final double AMPLITUDE = 8000;
    /** A frame above that mean square, near -50 dBFS, counts as sound. */
    private static final long LOUD = 10_000;

    private final Peer peer;
    private final Duration patience;
    private final WebRtcMedia media;
    private final AtomicLongArray loudFrames = new AtomicLongArray(MOST_SLOTS);
    private final Map<MediaPort.Link, List<String>> lines = new HashMap<>();
    private final Map<MediaPort.Link, String> outcome = new HashMap<>();
    private final Map<Long, MediaPort.Link> offers = new HashMap<>();
    private volatile String signature = "";
    private boolean closed;
    private long pushed;

    PeerMedia(Peer peer, MediaRuntime runtime, Duration patience) {
        this.peer = peer;
        this.patience = patience;
        this.media = new WebRtcMedia(runtime, this::frame);
    }

    /** Opens a link with real WebRTC and waits until audio can flow. */
    void open(MediaPort.Link link, int count, int ptimeMillis) throws Broken, InterruptedException {
        outcome.remove(link);
        media.open(link, count, ptimeMillis, List.of(), this);
        boolean told = peer.until(patience.plusSeconds(5), () -> outcome.containsKey(link));
        String trouble = outcome.getOrDefault(link, "");
        Broken.unless(
                told && trouble.isEmpty(),
                "The link " + link.wireName() + " did not come up: " + (told ? trouble : "no end"));
    }

    /** The answer to an offer of these links; false if it is none. */
    boolean answered(ServerMessage.MediaAnswer answer) {
        MediaPort.Link link;
        synchronized (peer) {
            link = offers.remove(answer.ref());
        }
        if (link == null) {
            return false;
        }
        signature = answer.signature() == null ? "" : answer.signature();
        media.answer(link, answer.sdp());
        return true;
    }

    /** The media line of the nth uplink; a plausible one if there is no link. */
    String uplink(int nth) {
        synchronized (peer) {
            List<String> mids = lines.getOrDefault(MediaPort.Link.PUBLISHER, List.of());
            return nth < mids.size() ? mids.get(nth) : Integer.toString(nth);
        }
    }

    /** Perhaps an offer of these links was refused. */
    void refused(ServerMessage.Failed failure) {
        MediaPort.Link link;
        synchronized (peer) {
            link = offers.remove(failure.ref());
        }
        if (link != null) {
            ended(link, failure.text());
        }
    }

    /** What the newest answer was signed with; empty if it was not. */
    String signature() {
        return signature;
    }

    /** The slot of a media line; -1 if there is none. */
    int slot(String mid) {
        synchronized (peer) {
            return lines.getOrDefault(MediaPort.Link.SUBSCRIBER, List.of()).indexOf(mid);
        }
    }

    /** How much sound a slot has had so far, in ms. */
    long soundMillis(int slot) {
        return slot < 0 ? 0 : loudFrames.get(slot) * FRAME_MILLIS;
    }

    /** Says a tone on the first uplink for so long, in real time, and ends it as an over has to end: with silence, on an even frame. */
    void talk(Duration length) {
        long frames = length.toMillis() / FRAME_MILLIS;
        short[] pcm = new short[Frame.SAMPLES];
        long next = System.nanoTime();
        for (long n = 0; n < frames || n % 2 == 1 || n < frames + 8; n++) {
            boolean sounds = n < frames;
            for (int i = 0; i < pcm.length; i++) {
                pcm[i] =
                        sounds ? (short) (AMPLITUDE * Math.sin(2 * Math.PI * TONE_HZ * pushed / Frame.SAMPLE_RATE)) : 0;
                pushed++;
            }
            media.push(0, pcm);
            peer.everybodyBeats();
            next += TimeUnit.MILLISECONDS.toNanos(FRAME_MILLIS);
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    /** On WebRTC's thread. */
    private void frame(int slot, byte[] pcm, int samples, long nowNanos) {
        long energy = 0;
        for (int i = 0; i < samples; i++) {
            int value = (short) ((pcm[2 * i] & 0xff) | pcm[2 * i + 1] << 8);
            energy += (long) value * value;
        }
        if (slot < MOST_SLOTS && energy / samples > LOUD) {
            loudFrames.incrementAndGet(slot);
        }
    }

    @Override
    public void offer(MediaPort.Link link, String sdp, List<String> mids) {
        long ref;
        synchronized (peer) {
            lines.put(link, List.copyOf(mids));
            ref = peer.nextRef();
            offers.put(ref, link);
        }
        peer.say(new ClientMessage.MediaOffer(ref, link.wireName(), sdp));
    }

    @Override
    public void connected(MediaPort.Link link) {
        // Each end calls itself connected at a time of its own; what comes over the link shows that the other does too.
    }

    @Override
    public void beat(MediaPort.Link link, long nanoTime) {
        ended(link, "");
    }

    @Override
    public void failed(MediaPort.Link link, String sentence) {
        ended(link, sentence);
    }

    private void ended(MediaPort.Link link, @Nullable String trouble) {
        synchronized (peer) {
            outcome.putIfAbsent(link, trouble == null ? "" : trouble);
            peer.notifyAll();
        }
    }

    void close() {
        if (!closed) {
            closed = true;
            media.close();
        }
    }
}
