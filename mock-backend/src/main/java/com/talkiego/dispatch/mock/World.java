package com.talkiego.dispatch.mock;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.mock.api.Accounts;
import com.talkiego.dispatch.mock.api.Tokens;
import com.talkiego.dispatch.mock.edge.Faults;
import com.talkiego.dispatch.mock.edge.PortTaken;
import com.talkiego.dispatch.mock.edge.Units;
import com.talkiego.dispatch.mock.regions.RegionServices;
import com.talkiego.dispatch.mock.signal.Inbox;
import com.talkiego.dispatch.mock.signal.Outbox;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What lies behind the HTTPS port: the SignalLayer with its rooms, the MediaLayer and the simulated units. */
interface World extends AutoCloseable {

    /** Makes it, with everything running but the units. */
    @FunctionalInterface
    interface Maker {
        /** @throws PortTaken if the media port cannot be listened on */
        World make(BackendSettings settings, Tokens tokens, Accounts accounts, List<Channel> channels) throws PortTaken;
    }

    /** Takes in a new socket of the SignalLayer. */
    Inbox connect(Outbox out);

    Faults faults();

    /** Its services, as the faults of a region reach them. */
    default RegionServices services() {
        return RegionServices.NONE;
    }

    Units units();

    int sfuPort();

    /** What the state page shows of it, by name. */
    Map<String, Supplier<?>> sections();

    /** The HTTPS port is open: units may come in. */
    void opened(ReadyLine ready);

    /** Says good-bye to every client and ends, units first. */
    @Override
    void close();
}
