package com.talkiego.dispatch.mock.sfu;

import java.time.Duration;
import java.util.Map;

/**
 * Bad days, switched on: what happens to the datagrams of every link, and of single links instead.
 *
 * @param everyone for each link that {@code peers} does not name
 * @param peers by link id
 */
public record SfuFaults(Conditions everyone, Map<String, Conditions> peers) {
    /** Nothing is wrong. */
    public static final SfuFaults NONE = new SfuFaults(Conditions.GOOD, Map.of());

    public SfuFaults {
        peers = Map.copyOf(peers);
    }

    Conditions of(String peer) {
        return peers.getOrDefault(peer, everyone);
    }

    /**
     * What happens to one link.
     *
     * @param lossIn fraction (0 to 1) of arriving datagrams that are lost
     * @param lossOut fraction (0 to 1) of leaving datagrams that are lost
     * @param extraDelay added to every leaving datagram, at most 5 s
     * @param cut nothing arrives and nothing leaves
     * @param wrongFingerprint answers name a certificate that is not the server's
     */
    public record Conditions(
            double lossIn, double lossOut, Duration extraDelay, boolean cut, boolean wrongFingerprint) {
        private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

        /** A link without faults. */
        public static final Conditions GOOD = new Conditions(0, 0, Duration.ZERO, false, false);

        /** A link that carries nothing. */
        public static final Conditions CUT = new Conditions(0, 0, Duration.ZERO, true, false);

        public Conditions {
            if (!(lossIn >= 0 && lossIn <= 1 && lossOut >= 0 && lossOut <= 1)) {
                throw new IllegalArgumentException(
                        "A loss is a fraction between 0 and 1, not " + lossIn + " in and " + lossOut + " out.");
            }
            if (extraDelay.isNegative() || extraDelay.compareTo(LONGEST_DELAY) > 0) {
                throw new IllegalArgumentException("The extra delay lies between 0 and 5 s, not " + extraDelay + ".");
            }
        }

        /** A link that loses the same fraction both ways. */
        public static Conditions losing(double fraction) {
            return new Conditions(fraction, fraction, Duration.ZERO, false, false);
        }
    }
}
