/** Sound devices: what there is, outputs that pull from the engine's rings, and the microphone. The only place that names OpenAL. */
@NullMarked
package com.talkiego.dispatch.devices.sound;

import org.jspecify.annotations.NullMarked;
