package com.talkiego.dispatch.core.media;

import com.talkiego.dispatch.core.model.IceServer;
import java.util.List;

/** Which ways a link may take: asked whenever one is opened. Any thread; must not block. */
public interface IceWays {
    /** Every way, with the servers as they are named. */
    IceWays ALL = new IceWays() {
        @Override
        public boolean relayOnly() {
            return false;
        }

        @Override
        public List<IceServer> reachable(List<IceServer> named) {
            return named;
        }

        @Override
        public boolean secured(String url) {
            return false;
        }
    };

    /** Whether only ways by TURN servers count. */
    boolean relayOnly();

    /** The TURN and STUN servers named by the backend as libwebrtc can reach them. */
    List<IceServer> reachable(List<IceServer> named);

    /** Whether the way to that TURN server, an address out of {@link #reachable}, is TLS though it does not look like it. */
    boolean secured(String url);
}
