/** The page on which an operator signs in. */
@NullMarked
package com.talkiego.dispatch.console.signin;

import org.jspecify.annotations.NullMarked;
