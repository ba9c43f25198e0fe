package com.talkiego.dispatch.core.media;

import static com.talkiego.dispatch.core.media.Waiting.waiting;

import com.talkiego.dispatch.core.session.MediaPort.Link;
import com.talkiego.dispatch.core.session.MediaPort.Listener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what a media port tells. */
final class Told implements Listener {
    record Offer(Link link, String sdp, List<String> mids) {}

    final List<Offer> offers = new CopyOnWriteArrayList<>();
    final List<Link> connected = new CopyOnWriteArrayList<>();
    final List<Long> beats = new CopyOnWriteArrayList<>();
    final List<String> failures = new CopyOnWriteArrayList<>();

    @Override
    public void offer(Link link, String sdp, List<String> mids) {
        offers.add(new Offer(link, sdp, mids));
    }

    @Override
    public void connected(Link link) {
        connected.add(link);
    }

    @Override
    public void beat(Link link, long nanoTime) {
        beats.add(nanoTime);
    }

    @Override
    public void failed(Link link, String sentence) {
        failures.add(sentence);
    }

    /** Waits for the offer of that number, from 1. */
    Offer offer(int number) {
        waiting().until(() -> offers.size() >= number || !failures.isEmpty());
        return offers.get(number - 1);
    }

    void awaitConnected() {
        waiting().until(() -> !connected.isEmpty() || !failures.isEmpty());
        if (connected.isEmpty()) {
            throw new AssertionError(failures.toString());
        }
    }

    String awaitFailure() {
        waiting().until(() -> !failures.isEmpty());
        return failures.getFirst();
    }
}
