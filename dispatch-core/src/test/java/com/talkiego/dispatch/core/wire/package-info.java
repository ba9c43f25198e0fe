/** Tests of the wire messages and of the golden JSON that both sides must read and write. */
@NullMarked
package com.talkiego.dispatch.core.wire;

import org.jspecify.annotations.NullMarked;
