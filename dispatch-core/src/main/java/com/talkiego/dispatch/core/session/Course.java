package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.wire.ApiMessage.Region;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the path leads, and where the next try goes: to the best region, or once more to the one of before, whose session may go on. On
 * {@code signalling} only.
 */
final class Course {
    /** How long one try may take, from asking for a token to the welcome. */
    static final Duration TRY = Duration.ofSeconds(10);

    /** How long a region may take to say welcome, where another could. */
    static final Duration WELCOME = Duration.ofMillis(1500);

    /** The same for a region whose socket was cut, and that is asked once more before another is. */
    static final Duration WELCOME_BACK = Duration.ofMillis(700);

    /** How often in a row one can be sent on by the regions. */
    private static final int REDIRECTS = 4;

    private final RegionChoice choice;
    private boolean staying;
    private int redirects;
    private String at = "";
    private String servedAt = "";

    Course(RegionChoice choice) {
        this.choice = choice;
    }

    /** The region of the next try; null if the tenant can be served nowhere. */
    @Nullable
    Region next() {
        return staying ? choice.stay() : choice.choose();
    }

    /** Sets out for that region. Whether it is another than before: then the session of before is of no use there. */
    boolean setOut(Region to) {
        boolean another = !to.id().equals(at);
        at = to.id();
        return another;
    }

    /** How long that region may take to say welcome. */
    Duration patience() {
        return !choice.others() ? TRY : staying ? WELCOME_BACK : WELCOME;
    }

    /** It says welcome; whether the session goes on that was served before, given that some session was resumed. */
    boolean welcomed(boolean resumed) {
        staying = false;
        redirects = 0;
        choice.works();
        boolean goesOn = resumed && at.equals(servedAt);
        servedAt = at;
        return goesOn;
    }

    /** A region sends this console on in place of a welcome; false if it has been sent about too often, or may not be served there. */
    boolean sentOn(ServerMessage.Redirect redirect) {
        return ++redirects <= REDIRECTS && sent(redirect);
    }

    /** The region in use sends this console elsewhere, where its session goes on; false if it may not be served there. */
    boolean sent(ServerMessage.Redirect redirect) {
        if (!choice.sent(redirect)) {
            return false;
        }
        at = redirect.region();
        staying = true;
        return true;
    }

    /** The path broke. Perhaps only the socket was cut: the session may go on where it is. */
    void broke() {
        staying = true;
    }

    /** The region is to blame: others first. Whether another can serve at once. */
    boolean failed() {
        staying = false;
        choice.failed();
        return choice.elsewhere();
    }

    /** The path in use leads there now, and is up. */
    void movedTo(Region region) {
        at = region.id();
        servedAt = at;
        staying = false;
        redirects = 0;
        choice.arrived(region);
    }

    /** Nobody is signed in any more. */
    void signedOut() {
        staying = false;
        servedAt = "";
    }
}
