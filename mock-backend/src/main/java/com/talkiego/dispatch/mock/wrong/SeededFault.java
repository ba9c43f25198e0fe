package com.talkiego.dispatch.mock.wrong;

import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A single thing that a backend does wrong, so that whoever examines backends can be examined. Each alters what passes between a
 * client's socket and the SignalLayer, or what the region directory says, and nothing else.
 */
public enum SeededFault {
    /** After a session's first event a number is left out. */
    SEQ_GAP(() -> new Fault() {
        private int events;

        @Override
        public boolean says(ObjectNode message) {
            long seq = message.path("seq").asLong();
            if (seq > 0 && ++events > 1) {
                message.put("seq", seq + 1);
            }
            return true;
        }
    }),
    /** Beats are answered with another number. */
    WRONG_BEAT(() -> altering(
            "beat", message -> message.put("number", message.path("number").asLong() - 1))),
    /** The end of an over is told to nobody. */
    NO_IDLE(() -> leavingOut("floor.idle")),
    /** Who comes and goes is told to nobody. */
    NO_PRESENCE(() -> leavingOut("presence")),
    /** Whoever is denied the floor because somebody talks is told that it is granted. */
    TWO_TALKERS(() -> altering("floor.deny", message -> {
        if (message.path("cause").asInt() == 1) {
            message.put("type", "floor.granted").put("over", 1_000_000L).put("durationMillis", 60_000L);
        }
    })),
    /** A denial does not say why. */
    CAUSE_LOST(() -> altering("floor.deny", message -> message.put("cause", 255))),
    /** Another is named as the talker. */
    WRONG_TALKER(() -> altering("floor.taken", message -> {
        if (message.path("talker") instanceof ObjectNode talker) {
            talker.put("id", "somebody-else");
        }
    })),
    /** Nobody is told that the floor was taken from him. */
    NO_REVOKE(() -> leavingOut("floor.revoke")),
    /** A grant is said once only, acknowledged or not (T20). */
    NO_REPEAT(() -> new Fault() {
        @Override
        public boolean says(ObjectNode message) {
            return !type(message).equals("floor.granted") || message.path("seq").asLong() > 0;
        }
    }),
    /** A frame of an unknown type costs the client its connection. */
    UNKNOWN_CLOSES(() -> new Fault() {
        @Override
        public boolean says(ObjectNode message) {
            return true;
        }

        @Override
        public @Nullable String closesAfter(ObjectNode message) {
            return message.path("code").asString("").equals("unknown_type") ? "What was that?" : null;
        }
    }),
    /** An emergency that was acknowledged counts as closed. */
    ACKNOWLEDGED_IS_CLOSED(() -> altering("emergency", message -> {
        if (message.path("emergency") instanceof ObjectNode emergency
                && emergency.path("state").asString("").equals("ACKNOWLEDGED")) {
            emergency.put("state", "CLEARED_VALID");
        }
    })),
    /** Overs are announced for another slot than the one they come in. */
    WRONG_SLOT(() -> altering(
            "slot.assigned",
            message -> message.put("mid", message.path("mid").asString("0").equals("0") ? "1" : "0"))),
    /** A resumed session begins without what was missed. */
    FORGETFUL(() -> new Fault() {
        private boolean resumed;

        @Override
        public boolean says(ObjectNode message) {
            resumed |= message.path("resumed").asBoolean(false);
            return !resumed || !type(message).equals("floor.taken");
        }
    }),
    /** That the links of a channel carry its sound is told to nobody. */
    STUCK_TOPOLOGY(() -> message -> !type(message).equals("topology")
            || !message.path("state").asString("").equals("active")),
    /** That a channel's sound goes through the media server again is told to nobody. */
    NO_WAY_BACK(() -> message -> !type(message).equals("topology")
            || !message.path("topology").asString("").equals("sfu")),
    /** A channel goes over links that failed while they were prepared. */
    FAILED_LINK_USED(() -> new Fault() {
        private boolean preparing;

        @Override
        public boolean says(ObjectNode message) {
            if (type(message).equals("topology")) {
                boolean givenUp =
                        preparing && message.path("topology").asString("").equals("sfu");
                if (givenUp) {
                    message.put("topology", "p2p").put("state", "active");
                }
                preparing = message.path("state").asString("").equals("prepare");
            }
            return true;
        }
    }),
    /** Nobody is sent to another region. */
    NO_REDIRECT(() -> leavingOut("redirect")),
    /** A probe is answered in another region's name. */
    WRONG_PING(SeededFault::elsewhere),
    /** The health call says that all is down. */
    WRONG_HEALTH(SeededFault::elsewhere),
    /** The directory says of a region that it is well and that it is not. */
    WRONG_DIRECTORY(SeededFault::elsewhere);

    @SuppressWarnings("ImmutableEnumChecker")
    private final Supplier<Fault> maker;

    SeededFault(Supplier<Fault> maker) {
        this.maker = maker;
    }

    /** What is wrong about one client's connection; on the thread {@code rooms}. */
    interface Fault {
        /** May alter a message on its way out; false leaves it out. */
        boolean says(ObjectNode message);

        /** Why the socket is closed after that message; null if it is not. */
        default @Nullable String closesAfter(ObjectNode message) {
            return null;
        }
    }

    private interface Alteration {
        void of(ObjectNode message);
    }

    private static Fault altering(String type, Alteration alteration) {
        return message -> {
            if (type(message).equals(type)) {
                alteration.of(message);
            }
            return true;
        };
    }

    /** For what goes wrong elsewhere than on a socket, see {@link WrongDirectory}. */
    private static Fault elsewhere() {
        return message -> true;
    }

    private static Fault leavingOut(String type) {
        return message -> !type(message).equals(type);
    }

    private static String type(ObjectNode message) {
        return message.path("type").asString("");
    }

    /** This fault, for one connection. */
    Fault begin() {
        return maker.get();
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
