/** The one HTTPS port of the mock backend: certificates, routes, the SignalLayer's sockets, the state page and its actions. */
@NullMarked
package com.talkiego.dispatch.mock.edge;

import org.jspecify.annotations.NullMarked;
