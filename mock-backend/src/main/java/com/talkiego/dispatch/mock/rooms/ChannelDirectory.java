package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.ChannelId;
import org.jspecify.annotations.Nullable;

/** The tenants' lists of channels, as the rooms ask them. Called on the thread {@code rooms}; answers at once. */
public interface ChannelDirectory {

    /** The channel of that tenant, null if it has none of that id. */
    @Nullable
    Channel find(String tenant, ChannelId id);
}
