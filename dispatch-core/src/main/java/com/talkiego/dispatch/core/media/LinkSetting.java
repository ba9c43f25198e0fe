package com.talkiego.dispatch.core.media;

import com.talkiego.dispatch.core.model.IceServer;
import java.util.List;

/**
 * How a link is to be set up.
 *
 * @param lines how many media lines at first
 */
record LinkSetting(int lines, int ptimeMillis, List<IceServer> iceServers, LinkTimes times) {}
