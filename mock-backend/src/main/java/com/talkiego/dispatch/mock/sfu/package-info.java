/** The media server: forwards the packets of an over to the receive slots of its listeners, and never decodes them. */
@NullMarked
package com.talkiego.dispatch.mock.sfu;

import org.jspecify.annotations.NullMarked;
