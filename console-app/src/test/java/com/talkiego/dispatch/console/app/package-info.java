/** Tests of the window as a whole. */
@NullMarked
package com.talkiego.dispatch.console.app;

import org.jspecify.annotations.NullMarked;
