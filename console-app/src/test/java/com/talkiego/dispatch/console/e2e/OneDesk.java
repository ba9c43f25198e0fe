package com.talkiego.dispatch.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.talkiego.dispatch.core.model.TransmitPhase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A backend, and one desk that is signed in there and talks a tone. */
record OneDesk(TestBackend backend, ListeningDesk desk) {

    /** A unit on its way to another region does not say what it was told to. */
    private static final long ASK_AGAIN = Duration.ofSeconds(3).toNanos();

    /** A step of a test. */
    interface Step {
        void take() throws Exception;
    }

    /** Starts both, the backend with those options; returns when every channel can be heard. */
    static OneDesk start(Path home, String... options) throws Exception {
        return at(TestBackend.start(home, options));
    }

    /** Signs a desk in there; returns when every channel can be heard. */
    static OneDesk at(TestBackend backend) throws Exception {
        ListeningDesk desk =
                new ListeningDesk(backend, "Position 1", Sound.tone(700, -18).microphone());
        desk.signIn().awaitJoined();
        return new OneDesk(backend, desk);
    }

    void close() throws Exception {
        desk.close();
        backend.close();
    }

    /** Id of the region where the desk is. */
    String region() {
        return desk.state().regions().current();
    }

    /** Waits until the desk can hear every channel in that region. */
    void awaitIn(String region) {
        await("in " + region)
                .atMost(ListeningDesk.SOON)
                .untilAsserted(() -> assertThat(region().equals(region) && desk.joined())
                        .as("%s %s", desk.state().connection(), desk.state().events())
                        .isTrue());
    }

    /** Kills a region with all its services. */
    void kill(String region) throws Exception {
        backend.act("region-kill", "{\"region\":\"%s\"}".formatted(region));
    }

    /** Brings a region back that was killed or emptied. */
    void revive(String region) throws Exception {
        backend.act("region-revive", "{\"region\":\"%s\"}".formatted(region));
    }

    /** Waits until a unit of that channel was heard for a second, and units heard this desk. */
    void hearsAndIsHeard(String channel) throws Exception {
        await("all units listen").atMost(ListeningDesk.SOON).until(backend::unitsListen);
        double heard = desk.ears().seconds(channel);
        AtomicLong asked = new AtomicLong(System.nanoTime() - ASK_AGAIN);
        await("a unit is heard").atMost(ListeningDesk.SOON).until(() -> {
            boolean there = desk.ears().seconds(channel) > heard + 0.8;
            if (!there && System.nanoTime() - asked.get() >= ASK_AGAIN && backend.unitIdle(channel)) {
                asked.set(System.nanoTime());
                backend.act("speak", "{\"unit\":\"%s\",\"tone\":900,\"seconds\":1}".formatted(backend.unitOn(channel)));
            }
            return there;
        });
        await("the unit ended, whatever it was asked to say")
                .atMost(ListeningDesk.SOON)
                .untilAsserted(() -> assertThat(backend.unitIdle(channel)
                                && desk.line(channel).talkers().isEmpty())
                        .as("%s", backend.state().path("units"))
                        .isTrue());
        isHeard(channel);
    }

    /** Waits until units heard this desk. */
    void isHeard(String channel) throws Exception {
        double before = backend.heard(channel).seconds();
        HeldKey key = desk.press(channel);
        try {
            desk.awaitPhase(channel, TransmitPhase.ON_AIR);
            await("heard by units")
                    .atMost(ListeningDesk.SOON)
                    .until(() -> backend.heard(channel).seconds() > before + 0.3);
        } finally {
            key.release();
        }
        desk.awaitPhase(channel, TransmitPhase.NONE);
    }
}
