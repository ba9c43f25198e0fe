/** The SignalLayer: sockets become sessions that survive them, messages go to the rooms, events come back from a journal. */
@NullMarked
package com.talkiego.dispatch.mock.signal;

import org.jspecify.annotations.NullMarked;
