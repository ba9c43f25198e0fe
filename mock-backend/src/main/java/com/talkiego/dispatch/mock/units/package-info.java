/** The simulated units: real participants, each with a session, a microphone and ears of its own, all in step with one clock. */
@NullMarked
package com.talkiego.dispatch.mock.units;

import org.jspecify.annotations.NullMarked;
