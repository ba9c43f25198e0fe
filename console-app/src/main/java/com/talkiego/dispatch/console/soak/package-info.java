/** A console that is worked at random, broken at random, and watched all along for what must never happen. */
@NullMarked
package com.talkiego.dispatch.console.soak;

import org.jspecify.annotations.NullMarked;
