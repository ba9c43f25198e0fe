/** What the operating system grants to threads that sound waits for. The only place that calls it by the foreign function interface. */
@NullMarked
package com.talkiego.dispatch.devices.priority;

import org.jspecify.annotations.NullMarked;
