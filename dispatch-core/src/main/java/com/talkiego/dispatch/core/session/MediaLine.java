package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.MediaWay;
import com.talkiego.dispatch.core.session.MediaPort.Link;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One media link and its watch: 1 s without a beat is 'not confirmed', 2 s is lost, whatever ICE says. On {@code signalling} only. */
final class MediaLine {
    static final Duration NOT_CONFIRMED = Duration.ofSeconds(1);
    static final Duration DEAD = Duration.ofSeconds(2);

    /** How long opening may take. */
    static final Duration OPENING = Duration.ofSeconds(8);

    private enum State {
        CLOSED,
        OPENING,
        UP,
        WAITING
    }

    /** Opens the link with that many lines. */
    interface Opener {
        void open(int lines, MediaPort.Listener listener);
    }

    private final Link link;
    private final Actor actor;
    private final MediaPort media;
    private final Conversation conversation;
    private final Descriptions descriptions;
    private final Tally tally;
    private final BackOff backOff;
    private final MediaLinks.Owner owner;
    private final Opener opener;
    private State state = State.CLOSED;
    private int lines;
    private long generation;
    private long offerRef = -1;
    private long sinceNanos;
    private long beatNanos;
    private MediaWay way = MediaWay.NONE;
    private String trouble = "";
    private Instant nextTry = Instant.EPOCH;
    private Actor.@Nullable Timer retry;

    MediaLine(
            Link link,
            Actor actor,
            MediaPort media,
            Conversation conversation,
            Descriptions descriptions,
            Tally tally,
            BackOff backOff,
            MediaLinks.Owner owner,
            Opener opener) {
        this.link = link;
        this.actor = actor;
        this.media = media;
        this.conversation = conversation;
        this.descriptions = descriptions;
        this.tally = tally;
        this.backOff = backOff;
        this.owner = owner;
        this.opener = opener;
    }

    /** Opens it anew, whatever there was. */
    void open(int count) {
        cancelRetry();
        lines = count;
        state = State.OPENING;
        way = MediaWay.NONE;
        sinceNanos = actor.nanoTime();
        offerRef = -1;
        opener.open(count, new Ear(++generation));
    }

    void grow(int count) {
        if (count > lines && state != State.CLOSED) {
            lines = count;
            if (state != State.WAITING) {
                media.grow(link, count);
            }
        }
    }

    void answer(ServerMessage.MediaAnswer answer) {
        if (answer.link().equals(link.wireName()) && answer.ref() == offerRef) {
            offerRef = -1;
            long ofGeneration = generation;
            descriptions.check(new Descriptions.Question(
                    conversation.session(),
                    link.wireName(),
                    link.receives() ? "answer for the listen link" : "answer for the talk link",
                    answer.sdp(),
                    answer.signature(),
                    () -> ifCurrent(ofGeneration, () -> media.answer(link, answer.sdp())),
                    sentence -> ifCurrent(ofGeneration, () -> lost(sentence))));
        }
    }

    private void ifCurrent(long ofGeneration, Runnable then) {
        if (generation == ofGeneration) {
            then.run();
        }
    }

    boolean offerFailed(ServerMessage.Failed failure) {
        if (failure.ref() != offerRef || offerRef < 0) {
            return false;
        }
        lost(failure.text());
        return true;
    }

    /** It is of no use: closed, and tried again after a wait. */
    void lost(String sentence) {
        if (state == State.CLOSED || state == State.WAITING) {
            return;
        }
        generation++;
        offerRef = -1;
        trouble = sentence;
        state = State.WAITING;
        // Told first: what is being sent has to stop before its uplinks go.
        owner.lost(link, sentence);
        media.close(link);
        tally.mediaReopened();
        Duration wait = backOff.next(Duration.ZERO);
        nextTry = actor.now().plus(wait);
        retry = actor.after(wait, this::retryNow);
    }

    /** No offer can be sent for now: what is not up waits until it is told to go on. */
    void hold() {
        cancelRetry();
        if (state == State.OPENING) {
            generation++;
            state = State.WAITING;
            media.close(link);
        }
    }

    void retryNow() {
        if (state == State.WAITING) {
            open(lines);
        }
    }

    void close() {
        cancelRetry();
        generation++;
        if (state != State.CLOSED) {
            state = State.CLOSED;
            media.close(link);
        }
    }

    void watch() {
        long now = actor.nanoTime();
        if (state == State.UP && now - beatNanos >= DEAD.toNanos()) {
            lost("Nothing has come over the audio path for 2 s");
        } else if (state == State.OPENING && now - sinceNanos >= OPENING.toNanos()) {
            lost("The audio path could not be opened within " + OPENING.toSeconds() + " s");
        }
    }

    boolean up() {
        return state == State.UP;
    }

    boolean confirmed() {
        return state == State.UP && actor.nanoTime() - beatNanos < NOT_CONFIRMED.toNanos();
    }

    String trouble() {
        return trouble;
    }

    MediaWay way() {
        return state == State.UP ? way : MediaWay.NONE;
    }

    int attempt() {
        return backOff.attempt();
    }

    Instant nextTry() {
        return nextTry;
    }

    private void cancelRetry() {
        if (retry != null) {
            retry.cancel();
            retry = null;
        }
    }

    private void offered(String sdp, List<String> mids) {
        offerRef = conversation.nextRef();
        owner.lines(link, mids);
        if (!conversation.say(new ClientMessage.MediaOffer(offerRef, link.wireName(), sdp)) && state == State.OPENING) {
            hold();
        }
    }

    private void connected() {
        beatNanos = actor.nanoTime();
        if (state != State.UP) {
            state = State.UP;
            backOff.succeeded();
            trouble = "";
            owner.up(link);
        }
    }

    private void way(Link of, MediaWay now) {
        way = now;
        owner.up(of);
    }

    private void beat(long nanoTime) {
        if (nanoTime - beatNanos > 0) {
            beatNanos = nanoTime;
        }
    }

    /** Hands over what media tells, unless it tells of an earlier link. */
    private final class Ear implements MediaPort.Listener {
        private final long ofGeneration;

        Ear(long ofGeneration) {
            this.ofGeneration = ofGeneration;
        }

        private void tell(Runnable news) {
            actor.post(() -> {
                if (generation == ofGeneration) {
                    news.run();
                }
            });
        }

        @Override
        public void offer(Link of, String sdp, List<String> mids) {
            tell(() -> offered(sdp, mids));
        }

        @Override
        public void connected(Link of) {
            tell(MediaLine.this::connected);
        }

        @Override
        public void beat(Link of, long nanoTime) {
            tell(() -> MediaLine.this.beat(nanoTime));
        }

        @Override
        public void way(Link of, MediaWay now) {
            tell(() -> MediaLine.this.way(of, now));
        }

        @Override
        public void failed(Link of, String sentence) {
            tell(() -> lost(sentence));
        }
    }
}
