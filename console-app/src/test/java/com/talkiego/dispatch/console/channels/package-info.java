/** Tests of that part of the screen. */
@NullMarked
package com.talkiego.dispatch.console.channels;

import org.jspecify.annotations.NullMarked;
