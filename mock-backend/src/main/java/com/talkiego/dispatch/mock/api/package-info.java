/** The ApiLayer: accounts, tokens, quotas, the tenant's directory and TURN credentials over HTTPS. */
@NullMarked
package com.talkiego.dispatch.mock.api;

import org.jspecify.annotations.NullMarked;
