package com.talkiego.dispatch.mock.regions;

import com.talkiego.dispatch.core.wire.ServerMessage;
import com.talkiego.dispatch.mock.rooms.Neighbours;
import com.talkiego.dispatch.mock.rooms.RegionMessage;
import com.talkiego.dispatch.mock.rooms.SfuMediaServer;
import com.talkiego.dispatch.mock.sfu.RelayedPacket;
import com.talkiego.dispatch.mock.signal.RegionDoor;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The services of one region, as what goes wrong reaches them. Any thread. */
public interface RegionServices {
    /** Services that nothing reaches. */
    RegionServices NONE = new RegionServices() {};

    /** Puts the SignalLayer behind that door: it asks there who may come in. */
    default void behind(RegionDoor door) {}

    /**
     * Joins it to other regions.
     *
     * @param relay the way of its media to them
     */
    default void join(Neighbours neighbours, SfuMediaServer.Relay relay) {}

    /** Another region can be reached from now on, or no longer; noticed that much later, if it {@code still} is so then. */
    default void reach(String region, boolean now, Duration after, BooleanSupplier still) {}

    /** Another region said something, which is still so long on its way; {@code arriving} tells then what, null if it was lost. */
    default void told(String region, Duration delay, Supplier<@Nullable RegionMessage> arriving) {}

    /** A packet of an over from another region, which is still so long on its way. */
    default void packet(String ticket, RelayedPacket packet, Duration delay) {}

    /** Kills the SignalLayer with all its sessions and sockets, or lets it take clients again. */
    default void signal(boolean up) {}

    /** Kills the media server: nothing arrives, nothing leaves; when it comes back its links are forgotten. */
    default void media(boolean up) {}

    /** Everything that clients say is taken in that much later. */
    default void slowSignal(Duration delay) {}

    /** Everything the media server sends leaves that much later. */
    default void slowMedia(Duration delay) {}

    /**
     * Sends sessions elsewhere, and closes their sockets a second after their time is over.
     *
     * @param where for a tenant; null for those that stay
     * @return how many were told
     */
    default int redirect(Function<String, ServerMessage.@Nullable Redirect> where) {
        return 0;
    }
}
