/** The console's window, put together. */
@NullMarked
package com.talkiego.dispatch.console.app;

import org.jspecify.annotations.NullMarked;
