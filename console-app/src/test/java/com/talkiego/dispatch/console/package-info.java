/** Tests of the screen. */
@NullMarked
package com.talkiego.dispatch.console;

import org.jspecify.annotations.NullMarked;
