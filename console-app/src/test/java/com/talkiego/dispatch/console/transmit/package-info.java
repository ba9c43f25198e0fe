/** Tests of that part of the screen. */
@NullMarked
package com.talkiego.dispatch.console.transmit;

import org.jspecify.annotations.NullMarked;
