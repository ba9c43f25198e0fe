package com.talkiego.dispatch.mock.regions;

import com.talkiego.dispatch.core.wire.ApiMessage.Region;
import com.talkiego.dispatch.core.wire.ApiMessage.RegionHealth;
import com.talkiego.dispatch.mock.edge.PortTaken;
import java.time.Duration;

/** One region: what it is called, how its services are, and where it is entered. Any thread. */
public final class ServedRegion {
    /** A service that can fail by itself. */
    enum Service {
        SIGNAL,
        MEDIA,
        TURN
    }

    final String id;
    final String name;
    /** Its place in the order of preference, from 0. */
    final int place;

    final RegionServices services;
    private final Relays relays;
    private volatile boolean up = true;
    private volatile boolean signal = true;
    private volatile boolean media = true;
    private volatile boolean turn = true;
    private volatile boolean draining;
    private volatile Duration slow = Duration.ZERO;
    private final EdgeGateway gateway;

    /** The TURN servers of a region. */
    public interface Relays {
        /** Kills them until they are to live again. */
        void alive(boolean now);
    }

    ServedRegion(String id, int place, RegionServices services, Relays relays, int port, EdgeGateway.Opener opener)
            throws PortTaken {
        this.id = id;
        this.name = RegionSettings.name(id);
        this.place = place;
        this.services = services;
        this.relays = relays;
        this.gateway = new EdgeGateway(port, opener);
    }

    /** {@link Region#HEALTHY}, {@link Region#DRAINING} or {@link Region#DOWN}. */
    String state() {
        if (!up || !signal || !media) {
            return Region.DOWN;
        }
        return draining ? Region.DRAINING : Region.HEALTHY;
    }

    boolean healthy() {
        return state().equals(Region.HEALTHY);
    }

    boolean down() {
        return state().equals(Region.DOWN);
    }

    boolean draining() {
        return draining;
    }

    /** Whether its TURN servers may be named to clients. */
    boolean turn() {
        return up && turn;
    }

    /** How much later than at once a probe is answered. */
    Duration slow() {
        return slow;
    }

    /** The TCP port of its entry. */
    public int port() {
        return gateway.port();
    }

    RegionHealth health() {
        return new RegionHealth(id, state(), word(up && signal), word(up && media), word(turn()));
    }

    private static String word(boolean well) {
        return well ? "up" : "down";
    }

    void draining(boolean now) {
        draining = now;
    }

    /** Everything there is answered that much later. */
    void slow(Duration delay) {
        slow = delay;
        services.slowSignal(delay);
        services.slowMedia(delay);
    }

    /** Kills or revives one service. */
    synchronized void service(Service service, boolean now) {
        switch (service) {
            case SIGNAL -> {
                signal = now;
                services.signal(now && up);
            }
            case MEDIA -> {
                media = now;
                services.media(now && up);
            }
            case TURN -> {
                turn = now;
                relays.alive(now && up);
            }
        }
    }

    /** Kills the whole region: its sockets are cut, its port is closed, its media is dead. */
    synchronized void kill() {
        up = false;
        services.signal(false);
        services.media(false);
        relays.alive(false);
        gateway.close();
    }

    /**
     * Brings it back on the same ports, without anything it knew; a service that was killed by itself stays dead.
     *
     * @throws PortTaken if another program took its port meanwhile
     */
    synchronized void revive() throws PortTaken {
        draining = false;
        services.media(media);
        services.signal(signal);
        relays.alive(turn);
        gateway.open();
        up = true;
    }

    /** Ends its entry for good. */
    public void close() {
        gateway.close();
    }
}
