/** Tests of that part of the screen. */
@NullMarked
package com.talkiego.dispatch.console.look;

import org.jspecify.annotations.NullMarked;
