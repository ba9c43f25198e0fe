/** The mock backend's process: its command line, its parts put together, the order in which they start and stop. */
@NullMarked
package com.talkiego.dispatch.mock;

import org.jspecify.annotations.NullMarked;
