/** The ApiLayer's client: sign-in, the life of its tokens, the directory of regions and channels, credentials for what comes next. */
@NullMarked
package com.talkiego.dispatch.core.api;

import org.jspecify.annotations.NullMarked;
