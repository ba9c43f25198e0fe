/** The examination of any backend against the protocol: plain clients that say and expect its messages, one check after the other. */
@NullMarked
package com.talkiego.dispatch.console.conformance;

import org.jspecify.annotations.NullMarked;
