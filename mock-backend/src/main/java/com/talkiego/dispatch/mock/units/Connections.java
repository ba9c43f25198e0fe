package com.talkiego.dispatch.mock.units;

import com.talkiego.dispatch.core.api.ApiPort;
import com.talkiego.dispatch.core.session.SignalPort;

/** A unit's way to the backend: the same HTTPS and WSS any client takes. */
record Connections(ApiPort api, SignalPort signal) {}
