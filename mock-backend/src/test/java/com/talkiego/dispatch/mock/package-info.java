/** Tests of the mock backend's process and of its parts together. */
@NullMarked
package com.talkiego.dispatch.mock;

import org.jspecify.annotations.NullMarked;
