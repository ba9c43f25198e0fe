/** Tests of that part of the screen. */
@NullMarked
package com.talkiego.dispatch.console.search;

import org.jspecify.annotations.NullMarked;
