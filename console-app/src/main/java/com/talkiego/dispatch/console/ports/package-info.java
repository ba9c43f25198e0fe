/** What the screen asks of the rest of the console: commands, meters, device lists, and where its settings are kept. */
@NullMarked
package com.talkiego.dispatch.console.ports;

import org.jspecify.annotations.NullMarked;
