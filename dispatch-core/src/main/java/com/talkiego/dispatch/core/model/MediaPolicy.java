package com.talkiego.dispatch.core.model;

/**
 * How the sound of a channel may go.
 *
 * @param topology whether it may go straight between members at all
 * @param maxMembers the most members for that
 * @param maxLinks the most links one member then holds, over all its channels
 */
public record MediaPolicy(Topology topology, int maxMembers, int maxLinks) {
    private static final int USUAL_MEMBERS = 4;
    private static final int USUAL_LINKS = 32;

    /** What a channel may do. */
    public enum Topology {
        /** Straight between members while that is possible and good, through the media server otherwise. */
        AUTO,
        /** Always through the media server. */
        SFU
    }

    /** Always through the media server. */
    public static final MediaPolicy SERVER = new MediaPolicy(Topology.SFU, USUAL_MEMBERS, USUAL_LINKS);

    /** Straight between up to four members. */
    public static final MediaPolicy SMALL = new MediaPolicy(Topology.AUTO, USUAL_MEMBERS, USUAL_LINKS);
}
