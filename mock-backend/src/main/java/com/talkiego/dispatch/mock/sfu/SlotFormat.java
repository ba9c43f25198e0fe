package com.talkiego.dispatch.mock.sfu;

/**
 * Under which numbers a slot's packets leave, as negotiated.
 *
 * @param source the slot's SSRC, the same for its whole life
 * @param opus payload type of Opus
 * @param red payload type of redundant Opus, or −1
 * @param levelExtension id of the audio level header extension, or 0
 */
record SlotFormat(int source, int opus, int red, int levelExtension) {}
