/** The top bar: who is signed in, pages, clocks, connection, alarms. */
@NullMarked
package com.talkiego.dispatch.console.status;

import org.jspecify.annotations.NullMarked;
