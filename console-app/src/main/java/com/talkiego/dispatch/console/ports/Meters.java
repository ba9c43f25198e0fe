package com.talkiego.dispatch.console.ports;

import com.talkiego.dispatch.core.mix.Bus;

/** Peak levels in dBFS, -120 for silence; read about 30 times a second on the JavaFX thread, so reading must be cheap. */
public interface Meters {

    /** What a receive slot carries now. */
    float slotPeakDbfs(int slot);

    float microphonePeakDbfs();

    float outputPeakDbfs(Bus bus);
}
