/** One actor that owns all dispatch state: the connection, the floor and push-to-talk state machine, emergencies; it declares the ports it needs. */
@NullMarked
package com.talkiego.dispatch.core.session;

import org.jspecify.annotations.NullMarked;
