/** Many clients of one backend at once: what it costs the backend, and how soon it answers. */
@NullMarked
package com.talkiego.dispatch.console.load;

import org.jspecify.annotations.NullMarked;
