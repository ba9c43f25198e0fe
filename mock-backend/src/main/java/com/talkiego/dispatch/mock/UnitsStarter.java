package com.talkiego.dispatch.mock;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.mock.api.Accounts;
import com.talkiego.dispatch.mock.edge.Units;
import java.util.List;

/** Brings the simulated units in, as clients like any other, once the backend can be reached. */
@FunctionalInterface
interface UnitsStarter {
    /** A backend without units. */
    UnitsStarter NONE = (settings, accounts, channels, ready) -> Units.NONE;

    /** Returns at once; the units sign in on threads of their own, with accounts made by {@link Accounts#unit}. */
    Units start(BackendSettings settings, Accounts accounts, List<Channel> channels, ReadyLine ready);
}
