package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.mix.UplinkSink;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.IceServer;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All ends of links to other members that this console holds. On {@code signalling} only. */
final class PeerEnds {
    private final Actor actor;
    private final PeerPort media;
    private final Conversation conversation;
    private final AudioPort audio;
    private final PeerEnd.Owner owner;
    private final Map<String, PeerEnd> ends = new LinkedHashMap<>();
    private List<IceServer> iceServers = List.of();
    private int ptimeMillis = 20;

    PeerEnds(Actor actor, PeerPort media, Conversation conversation, AudioPort audio, PeerEnd.Owner owner) {
        this.actor = actor;
        this.media = media;
        this.conversation = conversation;
        this.audio = audio;
        this.owner = owner;
    }

    void iceServers(List<IceServer> servers) {
        iceServers = List.copyOf(servers);
    }

    void ptime(int millis) {
        ptimeMillis = millis;
    }

    /** Opens the talking ends of these links that are not there yet; false if one could not be held. */
    boolean talkTo(ChannelId channel, List<ServerMessage.PeerLink> links) {
        boolean all = true;
        for (ServerMessage.PeerLink link : links) {
            closeNamesake(link.id());
            if (link.from().equals(conversation.selfId()) && !ends.containsKey(link.id())) {
                int sink = free(true, UplinkSink.MOST_PEERS);
                all &= sink >= 0;
                if (sink >= 0) {
                    PeerEnd end = add(link.id(), channel, link.to(), true, sink);
                    media.talkTo(link.id(), sink, ptimeMillis, iceServers, end.ear());
                }
            }
        }
        return all;
    }

    /** Opens the listening end of a link, or opens it anew; false if it could not be held. */
    boolean offered(ServerMessage.PeerOffer offer) {
        closeNamesake(offer.link());
        PeerEnd old = ends.get(offer.link());
        int slot = old == null || old.talks() ? free(false, audio.peerSlots()) : old.index();
        if (slot < 0 || (old != null && old.talks())) {
            return false;
        }
        if (old != null) {
            close(old);
        }
        PeerEnd end = add(offer.link(), offer.channel(), offer.from().id(), false, slot);
        media.hear(offer.link(), offer.sdp(), PeerPort.FIRST_SLOT + slot, ptimeMillis, iceServers, end.ear());
        return true;
    }

    void answered(ServerMessage.PeerAnswer answer) {
        if (ends.containsKey(answer.link())) {
            media.answered(answer.link(), answer.sdp());
        }
    }

    private PeerEnd add(String id, ChannelId channel, String member, boolean talks, int index) {
        PeerEnd end = new PeerEnd(id, channel, member, talks, index, actor, conversation, owner);
        ends.put(id, end);
        return end;
    }

    private int free(boolean talks, int most) {
        for (int index = 0; index < most; index++) {
            int wanted = index;
            if (ends.values().stream().noneMatch(end -> end.talks() == talks && end.index() == wanted)) {
                return index;
            }
        }
        return -1;
    }

    /** The end of that link; null if there is none, or none of the region in use. */
    @Nullable
    PeerEnd of(String link) {
        PeerEnd end = ends.get(link);
        return end == null || end.retired() ? null : end;
    }

    /** Regions number their links each for itself. */
    private void closeNamesake(String link) {
        PeerEnd known = ends.get(link);
        if (known != null && known.retired()) {
            close(known);
        }
    }

    /** Another region is in use from now on. */
    void retire() {
        ends.values().forEach(PeerEnd::retire);
    }

    /** Closes those of regions that were left. */
    void closeRetired() {
        ends.values().stream().filter(PeerEnd::retired).toList().forEach(this::close);
    }

    void close(PeerEnd end) {
        end.close();
        ends.remove(end.id());
        media.closePeer(end.id());
    }

    void closeAll() {
        List.copyOf(ends.values()).forEach(this::close);
    }

    void watch() {
        List.copyOf(ends.values()).forEach(PeerEnd::watch);
    }

    Stream<PeerEnd> on(ChannelId channel) {
        return ends.values().stream().filter(end -> end.channel().equals(channel) && !end.retired());
    }

    /** Bits of the sinks of ends that talk and fulfil a condition. */
    long sinks(Predicate<PeerEnd> which) {
        long bits = 0;
        for (PeerEnd end : ends.values()) {
            if (end.pushed() && which.test(end)) {
                bits |= 1L << end.index();
            }
        }
        return bits;
    }

    /** The end that hears that member on that channel; null if there is none that is up. */
    @Nullable
    PeerEnd from(ChannelId channel, String member) {
        return on(channel)
                .filter(end -> !end.talks() && end.up() && end.member().equals(member))
                .findFirst()
                .orElse(null);
    }

    /** Any thread: sound that came over links and was not played, since nobody had the floor: frames. */
    long unauthorised() {
        long frames = 0;
        for (int slot = 0; slot < audio.peerSlots(); slot++) {
            frames += audio.unannounced(audio.firstPeerSlot() + slot);
        }
        return frames;
    }
}
