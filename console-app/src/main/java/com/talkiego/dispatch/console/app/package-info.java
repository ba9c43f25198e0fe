/** Where the console is put together: the command line, the wiring of all rooms, and the one door to the JavaFX thread. */
@NullMarked
package com.talkiego.dispatch.console.app;

import org.jspecify.annotations.NullMarked;
