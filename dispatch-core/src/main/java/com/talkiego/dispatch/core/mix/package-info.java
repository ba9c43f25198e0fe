/** The audio engine, with nothing but the JDK: rings, channel strips, buses, limiter, meters on the way in; gates and over buffers on the way out. */
@NullMarked
package com.talkiego.dispatch.core.mix;

import org.jspecify.annotations.NullMarked;
