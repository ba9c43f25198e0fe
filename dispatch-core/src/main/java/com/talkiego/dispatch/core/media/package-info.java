/** The media links over WebRTC: the only package that names webrtc-java. */
@NullMarked
package com.talkiego.dispatch.core.media;

import org.jspecify.annotations.NullMarked;
