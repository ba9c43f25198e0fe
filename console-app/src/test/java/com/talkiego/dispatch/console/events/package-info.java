/** Tests of that part of the screen. */
@NullMarked
package com.talkiego.dispatch.console.events;

import org.jspecify.annotations.NullMarked;
