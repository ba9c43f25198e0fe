package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.mock.sfu.LinkKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A media server that only notes what it is told, and tells what the test wants. */
public final class ScriptedMedia implements MediaServer {
    /** Everything asked of it, one line each, in order. */
    public final List<String> asked = new ArrayList<>();

    /** Ends of legs that the test completes, if {@link #holdEnds}. */
    public final List<CompletableFuture<Void>> ends = new ArrayList<>();

    /** Overs that are open now. */
    public final Set<String> open = new HashSet<>();

    public boolean holdEnds;
    /** Whether those of legs whose sound is discarded are held as well. */
    public boolean holdDiscards;

    public boolean connectAtOnce = true;
    public boolean refuseOffers;

    private @Nullable Listener listener;

    private void told(Listener by) {
        listener = by;
    }

    /** The rooms. */
    public Listener listener() {
        return Objects.requireNonNull(listener);
    }

    /** To be given to the layer. */
    public MediaServer start(Listener told) {
        told(told);
        return this;
    }

    @Override
    public CompletableFuture<String> accept(String peer, LinkKind kind, String offerSdp) {
        asked.add("accept " + peer + " " + kind);
        if (refuseOffers) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("No Opus in the offer"));
        }
        CompletableFuture<String> answer = CompletableFuture.completedFuture("answer to " + peer);
        if (connectAtOnce) {
            listener().peerConnected(peer);
        }
        return answer;
    }

    @Override
    public void drop(String peer) {
        asked.add("drop " + peer);
    }

    @Override
    public void openOver(String ticket, String publisherPeer, String mid) {
        asked.add("open " + ticket + " " + publisherPeer + " " + mid);
        open.add(ticket);
    }

    @Override
    public void forward(String ticket, String leg, String subscriberPeer, String slotMid, boolean fromStart) {
        asked.add("forward " + ticket + " " + leg + " " + subscriberPeer + " " + slotMid + " "
                + (fromStart ? "start" : "now"));
    }

    @Override
    public void relay(String ticket, String leg, String region, String remote) {
        asked.add("relay " + ticket + " " + leg + " " + region + " " + remote);
    }

    @Override
    public void openRemote(String remote) {
        asked.add("remote " + remote);
    }

    @Override
    public CompletableFuture<Void> endLeg(String ticket, String leg, boolean discard) {
        asked.add("end " + ticket + " " + leg + " " + (discard ? "discard" : "drain"));
        CompletableFuture<Void> end = new CompletableFuture<>();
        if (discard ? holdDiscards : holdEnds) {
            ends.add(end);
        } else {
            end.complete(null);
        }
        return end;
    }

    @Override
    public void closeOver(String ticket) {
        asked.add("close " + ticket);
        open.remove(ticket);
    }

    @Override
    public void close() {
        asked.add("close");
    }

    /** What was asked, of one kind. */
    public List<String> asked(String verb) {
        return asked.stream().filter(line -> line.startsWith(verb + " ")).toList();
    }
}
