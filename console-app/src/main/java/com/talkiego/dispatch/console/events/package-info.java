/** The right drawer and the alert strip: events, open emergencies, alarms. */
@NullMarked
package com.talkiego.dispatch.console.events;

import org.jspecify.annotations.NullMarked;
