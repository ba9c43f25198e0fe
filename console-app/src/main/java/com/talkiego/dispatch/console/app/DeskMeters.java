package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.console.ports.Meters;
import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.devices.sound.DeskAudio;

/** The engine's meters, as the screen reads them. */
record DeskMeters(DeskAudio audio) implements Meters {

    @Override
    public float slotPeakDbfs(int slot) {
        return audio.engine().slotPeakDbfs(slot);
    }

    @Override
    public float microphonePeakDbfs() {
        return audio.microphonePath().peakDbfs();
    }

    @Override
    public float outputPeakDbfs(Bus bus) {
        return audio.engine().outputPeakDbfs(bus);
    }
}
