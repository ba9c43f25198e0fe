/** The settings panel: devices, theme, scale, card size. */
@NullMarked
package com.talkiego.dispatch.console.settings;

import org.jspecify.annotations.NullMarked;
