package com.talkiego.dispatch.devices.sound;

/** Where the position's own voice comes from; owned by {@code capture}. */
public interface Microphone extends AutoCloseable {

    /**
     * Gives the next 10 ms if they are there; never waits.
     *
     * @param frame 480 mono samples, filled if the answer is true
     * @throws SoundFailed when it is gone
     */
    boolean read(short[] frame) throws SoundFailed;

    /** Its name for the operator. */
    String name();

    @Override
    void close();
}
