package com.talkiego.dispatch.mock;

import com.talkiego.dispatch.core.api.Trust;
import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.mock.api.Accounts;
import com.talkiego.dispatch.mock.edge.Units;
import com.talkiego.dispatch.mock.scenario.ScenarioException;
import com.talkiego.dispatch.mock.scenario.ScenarioReader;
import com.talkiego.dispatch.mock.scenario.Speech;
import com.talkiego.dispatch.mock.units.UnitFleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Brings the simulated units in, as clients like any other, once the backend can be reached. */
@FunctionalInterface
interface UnitsStarter {
    /** A backend without units. */
    UnitsStarter NONE = (settings, accounts, channels, ready) -> Units.NONE;

    /** The simulated units of the settings' scenario. */
    UnitsStarter FLEET = UnitsStarter::fleet;

    private static Units fleet(BackendSettings settings, Accounts accounts, List<Channel> channels, ReadyLine ready) {
        if (settings.units() == 0 && settings.talking() == 0) {
            return Units.NONE;
        }
        try {
            return new UnitFleet(
                    new UnitFleet.Orders(
                            ScenarioReader.shipped(settings.scenario().toString()),
                            channels,
                            settings.talking(),
                            settings.units(),
                            settings.seed()),
                    URI.create(ready.api()),
                    Trust.authority(Path.of(ready.ca())),
                    accounts,
                    Speech.shipped());
        } catch (IOException e) {
            throw new UncheckedIOException("The simulated units cannot start", e);
        } catch (ScenarioException e) {
            throw new IllegalStateException(e.sentence(), e);
        }
    }

    /** Returns at once; the units sign in on threads of their own, with accounts made by {@link Accounts#unit}. */
    Units start(BackendSettings settings, Accounts accounts, List<Channel> channels, ReadyLine ready);
}
