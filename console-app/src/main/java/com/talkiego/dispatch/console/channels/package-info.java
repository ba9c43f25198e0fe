/** The channel grid: one card a channel, in three sizes, and what a card shows in each state. */
@NullMarked
package com.talkiego.dispatch.console.channels;

import org.jspecify.annotations.NullMarked;
