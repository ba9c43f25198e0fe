/** Several regions in one process: which one serves whom, each one's way in, and what can be made to go wrong with them. */
@NullMarked
package com.talkiego.dispatch.mock.regions;

import org.jspecify.annotations.NullMarked;
