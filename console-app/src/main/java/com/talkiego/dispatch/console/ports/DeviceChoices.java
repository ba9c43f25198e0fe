package com.talkiego.dispatch.console.ports;

import java.util.List;

/** The sound devices an operator can choose from; called on the JavaFX thread, about once a second while the settings are open. */
public interface DeviceChoices {

    /** What a device is wanted for. */
    enum Place {
        SELECT_OUTPUT,
        UNSELECT_OUTPUT,
        MICROPHONE
    }

    /** A device. */
    record Choice(String id, String name) {}

    /** All devices that would do now, in the order shown. */
    List<Choice> choices(Place place);

    /** Id of the one in use. */
    String chosen(Place place);

    /** Why the one in use does not work, as a sentence; empty while it does. */
    String problem(Place place);

    void choose(Place place, String id);
}
