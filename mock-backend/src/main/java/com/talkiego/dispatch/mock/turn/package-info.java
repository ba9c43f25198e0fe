/** The TurnLayer: coturn as a child process, configured, watched and started again. */
@NullMarked
package com.talkiego.dispatch.mock.turn;

import org.jspecify.annotations.NullMarked;
