/** Signed statements: compact JWS (RFC 7515) with ES256 (RFC 7518, 3.4) and the public keys they are checked with. */
@NullMarked
package com.talkiego.dispatch.core.signing;

import org.jspecify.annotations.NullMarked;
