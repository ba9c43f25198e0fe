package com.talkiego.dispatch.mock.sfu;

/**
 * What the media server tells about links and overs. Every method is called on the thread {@code sfu} and must return
 * at once; it may call {@link Sfu} methods, which then take effect right after it returned.
 */
public interface SfuListener {
    /** The link can carry audio now: its handshake is done and the client's certificate is the offered one. */
    void peerConnected(String peer);

    /**
     * The link ended without {@link Sfu#drop}: closed by the client, silent for 30 s, or refused.
     *
     * @param reason a sentence
     */
    void peerGone(String peer, String reason);

    /** The first packet of an over arrived. */
    void firstPacket(String ticket, long nanoTime);

    /** Packets of an over keep arriving; at most every 500 ms. */
    void uplinkProgress(String ticket, long packets);

    /** 500 ms passed since the last packet was sent into a slot that carries no over any more: it may be used again. */
    void slotQuiet(String peer, String mid);
}
