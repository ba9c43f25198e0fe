package com.talkiego.dispatch.mock.regions;

import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.Codec;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.core.wire.WireException;
import com.talkiego.dispatch.mock.api.DemoTenant;
import com.talkiego.dispatch.mock.signal.CloseReason;
import com.talkiego.dispatch.mock.signal.Inbox;
import com.talkiego.dispatch.mock.signal.Outbox;
import com.talkiego.dispatch.mock.signal.RegionDoor.Elsewhere;

/** The SignalLayer of the GlobalApi: it keeps no sessions, and sends every client to its region. Any thread. */
public final class GlobalDoor {
    private static final int REDIRECTS_FROM = 3;
    private static final long LATER_MILLIS = 5_000;

    private final RegionRouter router;

    public GlobalDoor(RegionRouter router) {
        this.router = router;
    }

    /** A new socket: its first frame is answered, and it is closed. */
    public Inbox connect(Outbox out) {
        return new Inbox() {
            @Override
            public void frame(String text) {
                out.send(Codec.encode(answer(text)));
                out.close(CloseReason.REFUSED.code(), CloseReason.REFUSED.text());
            }

            @Override
            public void closed() {
                // There is nothing to end.
            }
        };
    }

    private ServerMessage answer(String text) {
        try {
            boolean redirects =
                    Codec.decodeClient(text) instanceof ClientMessage.Hello hello && hello.protocol() >= REDIRECTS_FROM;
            Elsewhere first = router.first(DemoTenant.ID);
            ServerMessage.Redirect redirect = first == null ? null : first.redirect();
            if (redirect != null && redirects) {
                return redirect;
            }
            return new ServerMessage.Refused(
                    "region",
                    "No sessions are kept here; connect to the SignalLayer of a region, as the directory names it.",
                    LATER_MILLIS);
        } catch (WireException bad) {
            return new ServerMessage.Failed(0, bad.code().wireName(), bad.text());
        }
    }
}
