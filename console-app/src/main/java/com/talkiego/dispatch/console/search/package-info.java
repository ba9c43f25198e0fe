/** Command search: channels, units and commands by a few letters. */
@NullMarked
package com.talkiego.dispatch.console.search;

import org.jspecify.annotations.NullMarked;
