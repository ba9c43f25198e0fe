package com.talkiego.dispatch.mock;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.DenyCause;
import com.talkiego.dispatch.core.model.RevokeCause;
import com.talkiego.dispatch.mock.edge.Faults;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults of several regions, made to happen in each. Any thread. */
record AllFaults(List<Faults> regions) implements Faults {
    @Override
    public int cutSignal(@Nullable String session) {
        return regions.stream().mapToInt(region -> region.cutSignal(session)).sum();
    }

    @Override
    public int cutMedia(@Nullable String session) {
        return regions.stream().mapToInt(region -> region.cutMedia(session)).sum();
    }

    @Override
    public void delayAssignments(Duration delay) {
        regions.forEach(region -> region.delayAssignments(delay));
    }

    @Override
    public void refuseFloor(ChannelId channel, DenyCause cause, int count) {
        regions.forEach(region -> region.refuseFloor(channel, cause, count));
    }

    @Override
    public boolean revoke(ChannelId channel, RevokeCause cause) {
        return regions.stream().filter(region -> region.revoke(channel, cause)).count() > 0;
    }

    @Override
    public void topology(ChannelId channel, String road) {
        regions.forEach(region -> region.topology(channel, road));
    }

    @Override
    public boolean failPeer(ChannelId channel) {
        return regions.stream().filter(region -> region.failPeer(channel)).count() > 0;
    }

    @Override
    public void loss(double fraction) {
        regions.forEach(region -> region.loss(fraction));
    }

    @Override
    public void wrongFingerprint(boolean on) {
        regions.forEach(region -> region.wrongFingerprint(on));
    }

    @Override
    public void quotas(int channels, int overs, int requests) {
        regions.forEach(region -> region.quotas(channels, overs, requests));
    }

    @Override
    public void stallSignal(Duration time) {
        regions.forEach(region -> region.stallSignal(time));
    }
}
