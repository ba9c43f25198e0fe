package com.talkiego.dispatch.mock.api;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelKind;
import com.talkiego.dispatch.core.model.MediaPolicy;
import com.talkiego.dispatch.core.wire.ApiMessage.Residency;
import com.talkiego.dispatch.core.wire.ApiMessage.Tenant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The one tenant of the mock backend: a county's dispatch centre. */
public final class DemoTenant {
    /** Its id, part of every sign-in. */
    public static final String ID = "demo";

    /** The most channels {@code --channels} can ask for, and an account can join. */
    public static final int MAX_CHANNELS = 1_000;

    private static final int MAX_POSITIONS = 8;
    /** Longest over on a channel, unless told otherwise. */
    public static final long MAX_OVER_MILLIS = 65_000;

    private record Named(String id, String name, int priority, MediaPolicy media) {
        Named(String id, String name, int priority) {
            this(id, name, priority, MediaPolicy.SERVER);
        }
    }

    private static final List<Named> NAMED = List.of(
            new Named("fire-1", "Fire 1", 7),
            new Named("fire-2", "Fire 2", 6),
            new Named("ems-1", "EMS 1", 7),
            new Named("ems-2", "EMS 2", 6),
            new Named("police-1", "Police 1", 6),
            new Named("police-2", "Police 2", 5),
            new Named("traffic", "Traffic", 3),
            new Named("rescue", "Rescue", 8),
            new Named("public-works", "Public Works", 2, MediaPolicy.SMALL),
            new Named("harbor", "Harbor", 4, MediaPolicy.SMALL),
            new Named("airport", "Airport", 4),
            new Named("command", "Command", 9));

    private DemoTenant() {}

    static Tenant tenant(@Nullable Residency residency) {
        return new Tenant(ID, "Demo County Dispatch", MAX_CHANNELS, MAX_POSITIONS, residency);
    }

    /** The first so many channels: the twelve with names, then {@code talk-13} and on. */
    public static List<Channel> channels(int count, long maxOverMillis) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> channel(number, maxOverMillis))
                .toList();
    }

    private static Channel channel(int number, long maxOverMillis) {
        Named named = number <= NAMED.size() ? NAMED.get(number - 1) : new Named("talk-" + number, "Talk " + number, 1);
        return new Channel(
                new ChannelId(named.id),
                number,
                named.name,
                ChannelKind.GROUP,
                named.priority,
                false,
                maxOverMillis,
                named.media);
    }
}
