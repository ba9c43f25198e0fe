/** The console without a window against the bundled backend: over true HTTPS, WSS and WebRTC, judged by what is heard. */
@NullMarked
package com.talkiego.dispatch.console.e2e;

import org.jspecify.annotations.NullMarked;
