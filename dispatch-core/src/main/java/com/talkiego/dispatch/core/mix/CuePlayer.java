package com.talkiego.dispatch.core.mix;

import java.util.EnumMap;
import java.util.Map;

/** The tones that sound on one bus. Asked for by one thread, wait-free; played by {@code audio-tick}. */
final class CuePlayer {
    private final Map<Cue, CueVoice> byCue = new EnumMap<>(Cue.class);
    private final CueVoice[] voices;
    private float gain = 1f;

    CuePlayer(CueTones tones) {
        for (Cue cue : Cue.values()) {
            byCue.put(cue, new CueVoice(tones.of(cue), cue.repeats()));
        }
        voices = byCue.values().toArray(new CueVoice[0]);
    }

    /** Begins a tone with the next tick, unless it sounds already. */
    void start(Cue cue) {
        voice(cue).ask(CueVoice.START);
    }

    /** Fades a tone out with the next tick. */
    void stop(Cue cue) {
        voice(cue).ask(CueVoice.STOP);
    }

    private CueVoice voice(Cue cue) {
        CueVoice voice = byCue.get(cue);
        if (voice == null) {
            throw new IllegalStateException("No voice was made for " + cue);
        }
        return voice;
    }

    /** Adds what sounds to both sides. */
    void mix(float[] left, float[] right, float gainTarget) {
        for (CueVoice voice : voices) {
            voice.mix(left, right, gain, gainTarget);
        }
        gain = gainTarget;
    }
}
