package com.talkiego.dispatch.mock.sfu;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All links, found by their id, by the ICE name the client uses, or by the address its datagrams come from. */
final class Links {
    static final int MOST = 2_000;

    private final Map<String, Link> byPeer = new LinkedHashMap<>();
    private final Map<String, Link> byUfrag = new HashMap<>();
    private final Map<InetSocketAddress, Link> byAddress = new HashMap<>();

    void add(Link link) {
        byPeer.put(link.peer, link);
        byUfrag.put(link.ice().ufrag(), link);
    }

    /** Gives a link new ICE credentials; the old name ends here, its addresses stay until new ones are chosen. */
    void restartIce(Link link, Offer offer, IceCredentials fresh) {
        byUfrag.remove(link.ice().ufrag());
        link.restartIce(offer, fresh);
        byUfrag.put(fresh.ufrag(), link);
    }

    void remove(Link link) {
        byPeer.remove(link.peer, link);
        byUfrag.remove(link.ice().ufrag(), link);
        link.addresses().forEach(address -> byAddress.remove(address, link));
    }

    /** Datagrams from this address belong to the link from now on. */
    void bind(Link link, InetSocketAddress address, boolean chosen) {
        InetSocketAddress forgotten = link.reachedFrom(address, chosen);
        if (forgotten != null) {
            byAddress.remove(forgotten, link);
        }
        byAddress.put(address, link);
    }

    @Nullable
    Link of(String peer) {
        return byPeer.get(peer);
    }

    @Nullable
    Link ofUfrag(String ufrag) {
        return byUfrag.get(ufrag);
    }

    @Nullable
    Link at(InetSocketAddress address) {
        return byAddress.get(address);
    }

    int size() {
        return byPeer.size();
    }

    List<Link> all() {
        return new ArrayList<>(byPeer.values());
    }

    boolean holds(Link link) {
        return byPeer.get(link.peer) == link;
    }
}
