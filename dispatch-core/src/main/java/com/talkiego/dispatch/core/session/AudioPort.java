package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Cue;
import com.talkiego.dispatch.core.mix.KeyingPlan;
import com.talkiego.dispatch.core.mix.MixPlan;
import com.talkiego.dispatch.core.mix.TicketProgress;

/** The audio engine and the microphone path, as the session sees them. All calls are wait-free and come from {@code signalling}. */
public interface AudioPort {

    /** Publishes what is to be heard. */
    void mix(MixPlan plan);

    /** Revision of the newest plan the engine has worked with. */
    long mixPassed();

    /**
     * The over that is heard through a slot right now, in a pause too; -1 for none. A slot whose plan continues another has none until
     * it took the over over.
     */
    long playing(int slot);

    /** For how long nothing was heard of the over that a receive slot carries, in ms, by what was played. */
    long slotQuietMillis(int slot);

    /** Frames of 10 ms of sound that ever came in through a slot, of whichever over. */
    long sounded(int slot);

    /** Frames of sound in a slot that no plan announced, and that were not played. */
    long unannounced(int slot);

    /** Index, in plans, of the first slot that takes the sound of a link from another member. */
    int firstPeerSlot();

    /** How many such slots there are. */
    int peerSlots();

    /** Publishes what is to be sent. */
    void key(KeyingPlan plan);

    /** Revision of the newest keying plan the microphone path has worked with. */
    long keyingPassed();

    /** How far the over of a ticket is. */
    OverProgress over(long ticket);

    /** Sounds a tone on one output; one that is sounding there already goes on. */
    void cue(Cue cue, Bus bus);

    /** Ends a tone on both outputs. */
    void silence(Cue cue);

    /** What the watch over deafness needs to know. */
    Health health();

    /**
     * An over on its way through the over buffer.
     *
     * @param takenMillis sound taken in, in ms
     * @param backlogMillis taken in and not yet sent, in ms
     * @param leaseLapsed whether the intake closed by itself because the lease ran out
     * @param ended whether it ended clean: all is sent or discarded, with its silence; its uplink is free
     */
    record OverProgress(long takenMillis, long backlogMillis, boolean leaseLapsed, boolean ended) {
        public static final OverProgress NONE = new OverProgress(0, 0, false, false);

        /** As the microphone path tells it. */
        public static OverProgress of(TicketProgress progress) {
            return new OverProgress(
                    progress.takenMillis(), progress.backlogMillis(), progress.leaseLapsed(), progress.ended());
        }
    }

    /**
     * How well the audio path lives.
     *
     * @param sincePullNanos since WebRTC last pulled sound, in ns
     * @param sinceSelectTakenNanos since the select output last took sound, in ns
     * @param sinceUnselectTakenNanos since the unselect output last took sound, in ns
     * @param sinceMicrophoneNanos since the microphone last gave sound, in ns
     * @param selectDevice whether the select output is a real device
     * @param unselectDevice whether the unselect output is a real device
     * @param microphone whether there is a microphone (or a stand-in chosen by the user)
     * @param drops frames dropped so far anywhere on the audio path
     * @param unattributed frames that came in a slot nobody announced
     */
    record Health(
            long sincePullNanos,
            long sinceSelectTakenNanos,
            long sinceUnselectTakenNanos,
            long sinceMicrophoneNanos,
            boolean selectDevice,
            boolean unselectDevice,
            boolean microphone,
            long drops,
            long unattributed) {}
}
