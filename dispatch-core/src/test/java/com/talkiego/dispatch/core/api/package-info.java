/** Tests of the ApiLayer client against a real server over TLS. */
@NullMarked
package com.talkiego.dispatch.core.api;

import org.jspecify.annotations.NullMarked;
