/** The look: themes, role colours, icons, words, and the controls that several features share. */
@NullMarked
package com.talkiego.dispatch.console.look;

import org.jspecify.annotations.NullMarked;
