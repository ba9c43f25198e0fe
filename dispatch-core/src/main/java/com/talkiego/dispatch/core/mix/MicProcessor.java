package com.talkiego.dispatch.core.mix;

/** Echo cancelling, noise suppression and gain control of the microphone; both calls on {@code capture} only. */
public interface MicProcessor {
    /** Leaves sound as it is. */
    MicProcessor NONE = new MicProcessor() {
        @Override
        public void microphone(short[] pcm) {}

        @Override
        public void playedBack(short[] pcm) {}
    };

    /** Cleans one mono frame of the microphone in place. */
    void microphone(short[] pcm);

    /** Tells what the output device really played, one mono frame, as echo reference. */
    void playedBack(short[] pcm);
}
