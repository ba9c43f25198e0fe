package com.talkiego.dispatch.console.load;

import com.talkiego.dispatch.core.media.MediaRuntime;
import com.talkiego.dispatch.core.media.WebRtcMedia;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.session.MediaPort;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A client that talks on one channel again and again over a media link of its own, and notes how long each permission took. Its
 * steps are taken by one thread, every 10 ms; what it hears comes on others.
 */
final class LoadTalker extends LoadClient implements MediaPort.Listener {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int OVER_FRAMES = 200;
    /** An over ends with silence, on an even number of frames. */
    private static final int SILENT_FRAMES = 8;

    private static final int PAUSE_FRAMES = 60;
    private static final int GIVE_UP_FRAMES = 500;

    private enum State {
        PAUSING,
        ASKING,
        TALKING,
        ENDING
    }

    private final ChannelId channel;
    private final WebRtcMedia media;
    private final DoubleConsumer permission;
    private final Runnable denied;
    private volatile boolean up;
    private volatile @Nullable String mediaTrouble;
    private volatile String mid = "0";
    private State state = State.PAUSING;
    private long ticket;
    private int frames;
    private int granted;
    private long askedNanos;

    /**
     * @param permission takes the ms from each request to its grant
     * @param denied is told of each request that came to nothing
     */
    LoadTalker(
            String token,
            String position,
            List<ChannelId> channels,
            ChannelId channel,
            PresenceWatch presence,
            MediaRuntime runtime,
            DoubleConsumer permission,
            Runnable denied) {
        super(token, position, channels, presence);
        this.channel = channel;
        this.media = new WebRtcMedia(runtime, (slot, pcm, samples, now) -> {});
        this.permission = permission;
        this.denied = denied;
    }

    /** Opens its media link, once it has joined. */
    void publish() {
        ServerMessage.Welcome greeting = welcome();
        if (greeting != null) {
            media.open(MediaPort.Link.PUBLISHER, 1, greeting.ptimeMillis(), List.of(), this);
        }
    }

    /** Whether sound can flow. */
    boolean up() {
        return up;
    }

    @Override
    @Nullable
    String trouble() {
        String medias = mediaTrouble;
        return medias == null ? super.trouble() : medias;
    }

    /** Begins with a pause, so that not all talk at once. */
    synchronized void begin(int pauseFrames) {
        state = State.PAUSING;
        frames = PAUSE_FRAMES - pauseFrames;
    }

    /** One step of 10 ms. */
    synchronized void step(short[] tone, short[] silence) {
        frames++;
        switch (state) {
            case PAUSING -> {
                if (frames >= PAUSE_FRAMES) {
                    ask();
                }
            }
            case ASKING, ENDING -> {
                if (frames >= GIVE_UP_FRAMES) {
                    denied.run();
                    enter(State.PAUSING);
                }
            }
            case TALKING -> talk(tone, silence);
        }
    }

    private void ask() {
        enter(State.ASKING);
        askedNanos = System.nanoTime();
        say(new ClientMessage.FloorRequest(++ticket, "t" + ticket, mid, List.of(channel), 0, false, false, null));
    }

    private void talk(short[] tone, short[] silence) {
        media.push(0, frames <= OVER_FRAMES ? tone : silence);
        if (frames >= OVER_FRAMES + SILENT_FRAMES) {
            say(new ClientMessage.FloorRelease("t" + ticket, null));
            enter(State.ENDING);
        }
    }

    private void enter(State next) {
        state = next;
        frames = 0;
    }

    @Override
    boolean concerns(String text) {
        return text.startsWith("{\"type\":\"floor.")
                || text.startsWith("{\"type\":\"media.")
                || text.startsWith("{\"type\":\"fail");
    }

    @Override
    synchronized void message(ServerMessage message, long nowNanos) {
        switch (message) {
            case ServerMessage.FloorGranted grant
            when own(grant.ticket()) && state == State.ASKING -> {
                permission.accept((nowNanos - askedNanos) / NANOS_PER_MILLI);
                say(new ClientMessage.FloorAck(grant.ticket(), channel, "floor.granted"));
                granted++;
                enter(State.TALKING);
            }
            case ServerMessage.FloorDenied denial
            when own(denial.ticket()) -> {
                denied.run();
                enter(State.PAUSING);
            }
            case ServerMessage.FloorRevoked revoke
            when own(revoke.ticket()) -> {
                denied.run();
                say(new ClientMessage.FloorAck(revoke.ticket(), channel, "floor.revoke"));
                say(new ClientMessage.FloorRelease(revoke.ticket(), null));
                enter(State.ENDING);
            }
            case ServerMessage.FloorIdle idle
            when idle.channel().equals(channel) && state == State.ENDING -> enter(State.PAUSING);
            case ServerMessage.MediaAnswer answer -> media.answer(MediaPort.Link.PUBLISHER, answer.sdp());
            default -> super.message(message, nowNanos);
        }
    }

    private boolean own(String name) {
        return name.equals("t" + ticket);
    }

    /** How many overs it has had. */
    synchronized int overs() {
        return granted;
    }

    @Override
    public void offer(MediaPort.Link link, String sdp, List<String> mids) {
        mid = mids.getFirst();
        say(new ClientMessage.MediaOffer(1_000_000, link.wireName(), sdp));
    }

    @Override
    public void connected(MediaPort.Link link) {
        // The server may know a moment later; its first sign of life shows that it does.
    }

    @Override
    public void beat(MediaPort.Link link, long nanoTime) {
        up = true;
    }

    @Override
    public void failed(MediaPort.Link link, String sentence) {
        mediaTrouble = sentence;
    }

    @Override
    void close() {
        media.close();
        super.close();
    }
}
