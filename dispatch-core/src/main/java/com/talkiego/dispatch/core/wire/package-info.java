/** The messages of the ApiLayer and the SignalLayer as records, their JSON codec and the protocol versions. */
@NullMarked
package com.talkiego.dispatch.core.wire;

import org.jspecify.annotations.NullMarked;
