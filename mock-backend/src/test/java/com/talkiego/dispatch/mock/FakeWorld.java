package com.talkiego.dispatch.mock;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.DenyCause;
import com.talkiego.dispatch.core.model.RevokeCause;
import com.talkiego.dispatch.mock.edge.Faults;
import com.talkiego.dispatch.mock.edge.Units;
import com.talkiego.dispatch.mock.signal.Inbox;
import com.talkiego.dispatch.mock.signal.Outbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A world that only writes down what it was told, and echoes signalling frames. */
final class FakeWorld implements World, Faults, Units {
    final List<String> told = new CopyOnWriteArrayList<>();
    final List<Outbox> lines = new CopyOnWriteArrayList<>();

    @Override
    public Inbox connect(Outbox line) {
        lines.add(line);
        return new Inbox() {
            @Override
            public void frame(String text) {
                line.send("echo " + text);
            }

            @Override
            public void closed() {
                told.add("closed");
            }
        };
    }

    @Override
    public Faults faults() {
        return this;
    }

    @Override
    public Units units() {
        return this;
    }

    @Override
    public int sfuPort() {
        return 4321;
    }

    @Override
    public Map<String, Supplier<?>> sections() {
        return Map.of("signal", () -> Map.of("sessions", lines.size()));
    }

    @Override
    public void opened(ReadyLine ready) {
        told.add("opened");
    }

    @Override
    public void close() {
        lines.forEach(line -> line.close(1001, "The backend is shutting down."));
        told.add("world closed");
    }

    @Override
    public int cutSignal(@Nullable String session) {
        told.add("cut-signal " + session);
        return 2;
    }

    @Override
    public int cutMedia(@Nullable String session) {
        told.add("cut-media " + session);
        return 1;
    }

    @Override
    public void delayAssignments(Duration delay) {
        told.add("delay " + delay);
    }

    @Override
    public void refuseFloor(ChannelId channel, DenyCause cause, int count) {
        told.add("refuse " + channel + " " + cause.code() + " " + count);
    }

    @Override
    public boolean revoke(ChannelId channel, RevokeCause cause) {
        told.add("revoke " + channel + " " + cause.code());
        return "fire-1".equals(channel.value());
    }

    @Override
    public void topology(ChannelId channel, String road) {
        told.add("topology " + channel + " " + road);
    }

    @Override
    public boolean failPeer(ChannelId channel) {
        told.add("fail-peer " + channel);
        return "fire-1".equals(channel.value());
    }

    @Override
    public void loss(double fraction) {
        told.add("loss " + fraction);
    }

    @Override
    public void wrongFingerprint(boolean on) {
        told.add("wrong " + on);
    }

    @Override
    public void quotas(int channels, int overs, int requests) {
        told.add("quotas " + channels + " " + overs + " " + requests);
    }

    @Override
    public void stallSignal(Duration time) {
        told.add("stall " + time);
    }

    @Override
    public List<UnitSnapshot> snapshot() {
        return List.of(new UnitSnapshot("unit-1", "Engine 7", List.of("fire-1"), "listening", List.of()));
    }

    @Override
    public boolean speak(String unit, SpeakRequest request) {
        told.add("speak " + unit + " " + request.clip() + request.seconds() + request.toneHz());
        return "unit-1".equals(unit);
    }

    @Override
    public boolean emergency(String unit) {
        told.add("emergency " + unit);
        return "unit-1".equals(unit);
    }

    @Override
    public List<Mark> marks() {
        return List.of();
    }

    @Override
    public void stop() {
        told.add("stop");
    }
}
