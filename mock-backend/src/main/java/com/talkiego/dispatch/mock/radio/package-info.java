/** The radio page: a walkie-talkie in a browser. */
@NullMarked
package com.talkiego.dispatch.mock.radio;

import org.jspecify.annotations.NullMarked;
