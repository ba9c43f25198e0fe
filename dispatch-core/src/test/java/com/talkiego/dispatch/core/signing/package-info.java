@NullMarked
package com.talkiego.dispatch.core.signing;

import org.jspecify.annotations.NullMarked;
