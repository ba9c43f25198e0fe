/** What the simulated units do and say: scenarios in plain words, and the speech that goes with them. */
@NullMarked
package com.talkiego.dispatch.mock.scenario;

import org.jspecify.annotations.NullMarked;
