package com.talkiego.dispatch.mock;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.DenyCause;
import com.talkiego.dispatch.core.model.RevokeCause;
import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.mock.edge.Faults;
import com.talkiego.dispatch.mock.regions.RegionServices;
import com.talkiego.dispatch.mock.rooms.Neighbours;
import com.talkiego.dispatch.mock.rooms.Quotas;
import com.talkiego.dispatch.mock.rooms.RegionMessage;
import com.talkiego.dispatch.mock.rooms.SfuMediaServer;
import com.talkiego.dispatch.mock.rooms.TopologyChoice;
import com.talkiego.dispatch.mock.sfu.RelayedPacket;
import com.talkiego.dispatch.mock.sfu.Sfu;
import com.talkiego.dispatch.mock.sfu.SfuFaults;
import com.talkiego.dispatch.mock.sfu.SfuFaults.Conditions;
import com.talkiego.dispatch.mock.signal.RegionDoor;
import com.talkiego.dispatch.mock.signal.SignalLayer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The faults of the true world. Any thread. */
final class LiveFaults implements Faults, RegionServices {
    private final SignalLayer signal;
    private final SfuMediaServer media;
    private final Sfu sfu;
    private double loss;
    private boolean wrongFingerprint;
    private boolean mediaDead;
    private Duration mediaDelay = Duration.ZERO;

    LiveFaults(SignalLayer signal, SfuMediaServer media) {
        this.signal = signal;
        this.media = media;
        this.sfu = media.sfu();
    }

    @Override
    public int cutSignal(@Nullable String session) {
        return signal.faults().cut(session);
    }

    @Override
    public int cutMedia(@Nullable String session) {
        return signal.faults().cutMedia(session);
    }

    @Override
    public void delayAssignments(Duration delay) {
        signal.faults().delayAssignments(delay.toMillis());
    }

    @Override
    public void refuseFloor(ChannelId channel, DenyCause cause, int count) {
        signal.faults().refuseFloor(channel, cause, count);
    }

    @Override
    public boolean revoke(ChannelId channel, RevokeCause cause) {
        return signal.faults().revoke(channel, cause);
    }

    @Override
    public void topology(ChannelId channel, String road) {
        signal.faults().topology(channel, TopologyChoice.Mode.valueOf(road.toUpperCase(Locale.ROOT)));
    }

    @Override
    public boolean failPeer(ChannelId channel) {
        return signal.faults().failLinks(channel);
    }

    @Override
    public void quotas(int channels, int overs, int requests) {
        signal.faults().quotas(new Quotas.Limits(channels, overs, requests));
    }

    @Override
    public void stallSignal(Duration time) {
        signal.faults().stall(time.toMillis());
    }

    @Override
    public synchronized void loss(double fraction) {
        loss = fraction;
        apply();
    }

    @Override
    public synchronized void wrongFingerprint(boolean on) {
        wrongFingerprint = on;
        apply();
    }

    @Override
    public void behind(RegionDoor door) {
        signal.behind(door);
    }

    @Override
    public void join(Neighbours neighbours, SfuMediaServer.Relay relay) {
        media.relayBy(relay);
        signal.join(neighbours);
    }

    @Override
    public void reach(String region, boolean now, Duration after, BooleanSupplier still) {
        signal.reach(region, now, after.toMillis(), still);
    }

    @Override
    public void told(String region, Duration delay, Supplier<@Nullable RegionMessage> arriving) {
        signal.told(region, delay.toMillis(), arriving);
    }

    @Override
    public void packet(String ticket, RelayedPacket packet, Duration delay) {
        sfu.remote(ticket, packet, delay);
    }

    @Override
    public void signal(boolean up) {
        if (up) {
            signal.revive();
        } else {
            signal.kill();
        }
    }

    @Override
    public synchronized void media(boolean up) {
        if (up && mediaDead) {
            // A media server that comes back knows none of its links.
            signal.faults().cutMedia(null);
        }
        mediaDead = !up;
        apply();
    }

    @Override
    public void slowSignal(Duration delay) {
        signal.faults().slow(delay.toMillis());
    }

    @Override
    public synchronized void slowMedia(Duration delay) {
        mediaDelay = delay;
        apply();
    }

    @Override
    public int redirect(Function<String, ServerMessage.@Nullable Redirect> where) {
        return signal.redirect(where);
    }

    private void apply() {
        sfu.faults(new SfuFaults(new Conditions(loss, loss, mediaDelay, mediaDead, wrongFingerprint), Map.of()));
    }
}
