/** Benchmarks of the audio engine, run by hand; the figures are in the documentation. */
@NullMarked
package com.talkiego.dispatch.core.mix.bench;

import org.jspecify.annotations.NullMarked;
