/** Tests of that part of the screen. */
@NullMarked
package com.talkiego.dispatch.console.keystore;

import org.jspecify.annotations.NullMarked;
