/** Tests of the ApiLayer's parts. */
@NullMarked
package com.talkiego.dispatch.mock.api;

import org.jspecify.annotations.NullMarked;
