package com.talkiego.dispatch.core.media;

/**
 * How the media links fare; taken from any thread, at most a few seconds old.
 *
 * @param publisher the link that carries overs out
 * @param subscriber the link that brings overs in
 * @param framesDelivered frames handed to slots, of 10 ms
 * @param formatErrors frames left out because they were not 10 ms of 48 kHz mono
 * @param framesPushed frames sent into uplinks and into links to members, of 10 ms
 * @param soundPushed those of them that were not digital silence
 * @param framesRefused frames that came for an uplink which was not open
 * @param strayAnswers answers to offers nobody made
 * @param opsRefused things the media thread had no room for, for all consoles of the runtime
 * @param opsFailed things the media thread did and that failed, for all consoles of the runtime
 */
public record MediaStatistics(
        LinkStatistics publisher,
        LinkStatistics subscriber,
        long framesDelivered,
        long formatErrors,
        long framesPushed,
        long soundPushed,
        long framesRefused,
        long strayAnswers,
        long opsRefused,
        long opsFailed) {}
