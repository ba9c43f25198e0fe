/** Made-up moments of a shift and stand-ins that do nothing: for the gallery, for pictures, and for the rehearsal of the window. */
@NullMarked
package com.talkiego.dispatch.console.sample;

import org.jspecify.annotations.NullMarked;
