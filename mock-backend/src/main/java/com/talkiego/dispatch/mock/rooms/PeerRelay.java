package com.talkiego.dispatch.mock.rooms;

import com.talkiego.dispatch.core.signing.SignedDescription;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import org.jspecify.annotations.Nullable;

/** Passes the descriptions of a link from one of its ends to the other, and to nobody else; takes what the ends report of it. */
final class PeerRelay {
    private static final int LONGEST_SDP = 16 * 1024;
    private static final int MOST_DESCRIPTIONS = 16;

    private PeerRelay() {}

    static void offer(Participant by, ClientMessage.PeerOffer offer) {
        PeerLink link = by.peers.get(offer.link());
        if (link == null || link.from != by || link.failed) {
            refuse(by, offer.ref(), "not_found", "There is no such link from you to another member");
        } else if (allowed(by, link, offer.ref(), offer.sdp())) {
            link.offer = offer.sdp();
            link.answer = null;
            tellOffer(link);
        }
    }

    static void answer(Participant by, ClientMessage.PeerAnswer answer) {
        PeerLink link = by.peers.get(answer.link());
        if (link == null || link.to != by || link.failed || link.offer == null) {
            refuse(by, answer.ref(), "not_found", "There is no such offer of a link to you");
        } else if (allowed(by, link, answer.ref(), answer.sdp())) {
            link.answer = answer.sdp();
            tellAnswer(link);
        }
    }

    static void reported(Participant by, ClientMessage.PeerState report) {
        PeerLink link = by.peers.get(report.link());
        if (link != null) {
            link.reported(by, report);
            link.room.topology.reported(link);
        }
    }

    /** What an end may have missed while it had no socket. */
    static void sayAgain(Participant to) {
        for (PeerLink link : to.peers.values()) {
            if (!link.up() && link.to == to) {
                tellOffer(link);
            } else if (!link.up()) {
                tellAnswer(link);
            }
        }
    }

    private static void tellOffer(PeerLink link) {
        String sdp = link.offer;
        if (sdp != null) {
            link.to.say(new ServerMessage.PeerOffer(
                    link.id, link.room.id(), link.from.member(), sdp, link.to.vouch(link.id, sdp)));
        }
    }

    private static void tellAnswer(PeerLink link) {
        String sdp = link.answer;
        if (sdp != null) {
            link.from.say(new ServerMessage.PeerAnswer(link.id, sdp, link.from.vouch(link.id, sdp)));
        }
    }

    private static boolean allowed(Participant by, PeerLink link, long ref, @Nullable String sdp) {
        if (sdp == null || sdp.isEmpty() || sdp.length() > LONGEST_SDP) {
            refuse(by, ref, "bad_sdp", "A description of a link has 1 to " + LONGEST_SDP + " characters");
            return false;
        }
        if (!by.bears(SignedDescription.fingerprints(sdp))) {
            refuse(by, ref, "bad_sdp", MediaLinks.ANOTHER_CERTIFICATE);
            return false;
        }
        if (link.relayed >= MOST_DESCRIPTIONS) {
            refuse(by, ref, "quota", "That link was described too often; wait until it is named anew");
            return false;
        }
        link.relayed++;
        return true;
    }

    private static void refuse(Participant by, long ref, String code, String text) {
        by.say(new ServerMessage.Failed(ref, code, text));
    }
}
