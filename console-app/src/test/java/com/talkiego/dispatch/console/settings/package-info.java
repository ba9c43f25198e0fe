/** Tests of that part of the screen. */
@NullMarked
package com.talkiego.dispatch.console.settings;

import org.jspecify.annotations.NullMarked;
