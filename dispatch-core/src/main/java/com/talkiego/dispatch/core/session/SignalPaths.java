package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.wire.ClientMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * The paths to the SignalLayer, one a side, and which side is in use: what is said goes over that one. Both are up only while a session
 * moves. On {@code signalling} only.
 */
final class SignalPaths implements Conversation {
    private final List<SignalPath> paths = new ArrayList<>(MediaPort.SIDES);
    private long refs;
    private int side;

    SignalPaths(OnServerTime actor, SignalPort port, SessionSettings settings, Tally tally, SignalPath.Owner owner) {
        for (int each = 0; each < MediaPort.SIDES; each++) {
            paths.add(new SignalPath(actor, port, settings, tally, () -> ++refs, owner));
        }
    }

    /** The side in use. */
    int side() {
        return side;
    }

    /** The side that is not in use. */
    int otherSide() {
        return MediaPort.SIDES - 1 - side;
    }

    /** The path of a side, in use or not. */
    SignalPath of(int which) {
        return paths.get(which);
    }

    /** The path in use. */
    SignalPath inUse() {
        return of(side);
    }

    /** The other side is in use from now on; the earlier one is left as it is. */
    void change() {
        side = otherSide();
    }

    /** Ends the sessions of both sides for good. */
    void end() {
        paths.forEach(SignalPath::end);
    }

    /** The beats of the path in use. */
    Beats beats() {
        return inUse().beats();
    }

    @Override
    public boolean say(ClientMessage message) {
        return inUse().say(message);
    }

    @Override
    public long nextRef() {
        return inUse().nextRef();
    }

    @Override
    public int protocol() {
        return inUse().protocol();
    }

    @Override
    public String session() {
        return inUse().session();
    }

    @Override
    public String selfId() {
        return inUse().selfId();
    }
}
