/** The radio page in a true browser. */
@NullMarked
package com.talkiego.dispatch.mock.radio;

import org.jspecify.annotations.NullMarked;
