/** What outlives the console: the sign-in, in the key store of the system. The only place that names that library. */
@NullMarked
package com.talkiego.dispatch.console.keystore;

import org.jspecify.annotations.NullMarked;
