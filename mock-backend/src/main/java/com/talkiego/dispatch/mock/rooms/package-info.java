/** Who hears whom: rooms, the floor of each channel, receive slots, media links and emergencies, all owned by the thread {@code rooms}. */
@NullMarked
package com.talkiego.dispatch.mock.rooms;

import org.jspecify.annotations.NullMarked;
