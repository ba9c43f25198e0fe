/** A window that shows every card state beside the others: for whoever works on the look. */
@NullMarked
package com.talkiego.dispatch.console.gallery;

import org.jspecify.annotations.NullMarked;
