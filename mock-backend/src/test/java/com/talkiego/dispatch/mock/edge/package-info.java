/** Tests of the HTTPS port's parts. */
@NullMarked
package com.talkiego.dispatch.mock.edge;

import org.jspecify.annotations.NullMarked;
