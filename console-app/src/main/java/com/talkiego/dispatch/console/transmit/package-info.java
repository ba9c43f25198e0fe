/** Talking: push-to-talk keys and buttons, and the transmit bar that names where the voice goes. */
@NullMarked
package com.talkiego.dispatch.console.transmit;

import org.jspecify.annotations.NullMarked;
