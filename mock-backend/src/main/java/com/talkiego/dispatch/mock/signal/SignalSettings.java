package com.talkiego.dispatch.mock.signal;

import com.talkiego.dispatch.mock.rooms.RoomsSettings;

/**
 * The limits and timers of the SignalLayer, times in ms.
 *
 * @param ptimeMillis packet time that clients are told to use, 10 or 20
 * @param beatMillis how often a client beats while idle
 * @param silenceMillis a client of which nothing was heard for that long is closed: two beats and a half, less the watch's step
 * @param silenceKeyedMillis the same while an over of it is in progress, when it beats every 500 ms
 * @param keepMillis how long a session waits for its client to resume it
 * @param journalEvents the most events a resuming client can have missed
 * @param journalMillis how old they may be
 * @param helloMillis how long a new socket has for its hello
 * @param badFrames so many frames without sense, and not one more, within {@code badFramesMillis} are answered
 * @param framesAhead frames of one client that may wait for their turn
 * @param lagMillis a client that reads more slowly than it is told for so long, without a pause, is closed
 * @param sessions the most sessions
 */
public record SignalSettings(
        int ptimeMillis,
        long beatMillis,
        long silenceMillis,
        long silenceKeyedMillis,
        long keepMillis,
        int journalEvents,
        long journalMillis,
        long helloMillis,
        int badFrames,
        long badFramesMillis,
        int framesAhead,
        long lagMillis,
        int sessions,
        RoomsSettings rooms) {

    /** What a server uses unless told otherwise. */
    public static SignalSettings usual(int ptimeMillis) {
        return new SignalSettings(
                ptimeMillis,
                2_000,
                4_700,
                1_700,
                30_000,
                1_000,
                300_000,
                10_000,
                100,
                10_000,
                512,
                10_000,
                2_000,
                RoomsSettings.usual());
    }
}
