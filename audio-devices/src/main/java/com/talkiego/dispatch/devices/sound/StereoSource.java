package com.talkiego.dispatch.devices.sound;

/** Where an output takes its sound from; called on its {@code playback-*} thread only. */
interface StereoSource {
    /**
     * Gives exactly that many stereo frames at the device's pace, silence where there is nothing.
     *
     * @param into interleaved samples, filled from index 0
     * @param frames stereo frames of 48 kHz
     */
    void take(short[] into, int frames);
}
