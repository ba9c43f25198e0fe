/** The way to TURN servers: what libwebrtc cannot check itself goes through a forwarder on this machine that does. */
@NullMarked
package com.talkiego.dispatch.core.relay;

import org.jspecify.annotations.NullMarked;
