/** Tests of the session with a hand-moved clock, a scripted backend, and media and audio that only count. */
@NullMarked
package com.talkiego.dispatch.core.session;

import org.jspecify.annotations.NullMarked;
