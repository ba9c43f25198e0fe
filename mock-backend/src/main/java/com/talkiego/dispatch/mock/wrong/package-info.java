/** Wrong on purpose: single faults in what the SignalLayer says, for those who check that a checker finds them. */
@NullMarked
package com.talkiego.dispatch.mock.wrong;

import org.jspecify.annotations.NullMarked;
