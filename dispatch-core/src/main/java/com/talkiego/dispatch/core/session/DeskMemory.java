package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.model.ChannelId;
import java.util.List;
import java.util.Map;

/**
 * What a desk remembers from one start to the next: what was selected, and how loud, where and whether each channel is heard.
 *
 * @param selected the transmit target
 * @param strips by channel; absent ones are as new
 * @param selectVolumeDb master volume of the select output, in dB
 * @param unselectVolumeDb master volume of the unselect output, in dB
 * @param asSpoken whether talkers are heard as loud as they speak, and not evened
 */
public record DeskMemory(
        List<ChannelId> selected,
        Map<ChannelId, Strip> strips,
        double selectVolumeDb,
        double unselectVolumeDb,
        boolean asSpoken) {
    public static final DeskMemory EMPTY = new DeskMemory(List.of(), Map.of(), 0, 0, false);

    /** How one channel is heard: volume in dB, pan from -1 left to 1 right. */
    public record Strip(double volumeDb, double pan, boolean muted) {
        public static final Strip NEW = new Strip(0, 0, false);
    }

    public DeskMemory {
        selected = List.copyOf(selected);
        strips = Map.copyOf(strips);
    }
}
