package com.talkiego.dispatch.mock.radio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.Emergency;
import com.talkiego.dispatch.mock.RunningBackend;
import com.talkiego.dispatch.mock.Threads;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import okhttp3.CertificatePinner;
import okhttp3.Handshake;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A browser as a walkie-talkie, on a true backend: it is heard by other browsers and by the dispatcher, and it hears them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RadioPageBrowserTest {
    private static final ChannelId CHANNEL = new ChannelId("fire-1");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** What a second of the quietest sound to be called heard brings: −50 dBFS. */
    private static final double HEARD_ENERGY = 1e-5;

    private static final String HEARS_A_LINK =
            "radio.figures().then(({ links }) => links.some(({ playing, packets }) => playing && packets > 0))";

    @TempDir
    private static Path home;

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final List<BrowserTab> tabs = new ArrayList<>();
    private RunningBackend backend;
    private Browser browser;

    @BeforeAll
    void start() throws Exception {
        if (!Files.isExecutable(Browser.PROGRAM)) {
            String missing = "NOT PROVED HERE: the radio page in a browser, since there is no " + Browser.PROGRAM;
            if ("true".equals(System.getenv("CI"))) {
                fail(missing);
            }
            System.out.println(missing);
            abort(missing);
        }
        backend = RunningBackend.live(Files.createDirectory(home.resolve("backend")));
        running.push(backend);
        browser = new Browser(Files.createDirectory(home.resolve("browser")), serverKey());
        running.push(browser);
    }

    private String serverKey() throws IOException {
        try (Response page = backend.raw(backend.request("/radio", null).build())) {
            Handshake handshake = Objects.requireNonNull(page.handshake());
            return CertificatePinner.pin(handshake.peerCertificates().getFirst())
                    .substring("sha256/".length());
        }
    }

    @AfterEach
    void closeTabs() throws IOException {
        for (BrowserTab tab : tabs) {
            tab.close();
        }
        tabs.clear();
    }

    @AfterAll
    void stop() throws Exception {
        while (!running.isEmpty()) {
            running.pop().close();
        }
        for (String thread : List.of("edge", "rooms", "sfu", "signalling", "media-ops", "test-desk")) {
            Threads.assertEnded(thread);
        }
    }

    private BrowserTab radio(String name) throws IOException {
        return radio(name, 390, 844);
    }

    private BrowserTab radio(String name, int width, int height) throws IOException {
        BrowserTab tab = browser.open(width, height);
        tabs.add(tab);
        tab.load(backend.url("/radio"), "window.radio !== undefined");
        tab.value("document.querySelector('#name').value = '" + name + "'");
        tab.click("#sign-in button");
        tab.await("radio.connected && radio.microphone && radio.channel === 'fire-1'"
                + " && radio.links.pub === 'connected' && radio.links.sub === 'connected'");
        return tab;
    }

    private static double energy(BrowserTab tab) throws IOException {
        return tab.value("radio.figures().then(({ received }) => received.energy)")
                .doubleValue();
    }

    private static int packets(BrowserTab tab) throws IOException {
        return tab.value("radio.figures().then(({ received }) => received.packets)")
                .intValue();
    }

    /** Waits until the tab has played sound of that loudness since it had played that much. */
    private static void awaitHeard(BrowserTab tab, double before) {
        await("sound").atMost(PATIENCE).until(() -> energy(tab) - before > HEARD_ENERGY);
    }

    @Test
    void twoBrowsersHearEachOther() throws Exception {
        BrowserTab anna = radio("Anna");
        BrowserTab ben = radio("Ben");
        anna.await("radio.members.includes('Ben')");
        assertThat(energy(ben)).isLessThan(HEARD_ENERGY);
        int before = packets(ben);

        anna.hold("#talk");
        anna.await("radio.granted");
        ben.await("document.querySelector('#talker').textContent === 'Anna is talking'");
        assertThat(anna.text("#talk")).startsWith("ON AIR");
        assertThat(anna.text("#talker")).isEqualTo("You are talking");
        awaitHeard(ben, 0);
        await().atMost(PATIENCE).until(() -> packets(ben) - before > 50);
        double own = energy(anna);

        anna.letGo();
        anna.await("radio.phase === 'idle'");
        ben.await("document.querySelector('#talker').textContent === 'Quiet'");
        assertThat(own).as("what Anna heard of herself").isLessThan(HEARD_ENERGY);

        ben.hold("#talk");
        awaitHeard(anna, own);
        anna.await("document.querySelector('#talker').textContent === 'Ben is talking'");
        ben.letGo();
        ben.await("radio.phase === 'idle'");
    }

    /** From one browser's port to the other's, past the media server; then through it and back while Anna talks. */
    @Test
    void twoBrowsersTalkStraightToEachOther() throws Exception {
        BrowserTab anna = radioOnHarbor("Anna");
        BrowserTab ben = radioOnHarbor("Ben");
        anna.await("radio.road === 'p2p settled'");
        ben.await("radio.road === 'p2p settled'");
        int throughServer = packets(ben);

        anna.hold("#talk");
        anna.await("radio.granted");
        ben.await(HEARS_A_LINK);
        await("sound of the link").atMost(PATIENCE).until(() -> linkEnergy(ben) > HEARD_ENERGY);
        assertThat(anna.text("#road")).isEqualTo("Direct to each member");
        assertThat(packets(ben)).as("packets through the media server").isEqualTo(throughServer);
        assertThat(anna.value("radio.figures().then(({ sent }) => sent)").intValue())
                .isZero();
        JsonNode out = anna.value("radio.figures().then(({ links }) => links.find(({ outgoing }) => outgoing))");
        JsonNode in = ben.value("radio.figures().then(({ links }) => links.find(({ outgoing }) => !outgoing))");
        assertThat(out.get("local").stringValue())
                .startsWith("host ")
                .isEqualTo(in.get("remote").stringValue());
        assertThat(in.get("local").stringValue())
                .startsWith("host ")
                .isEqualTo(out.get("remote").stringValue());
        assertThat(in.get("path").stringValue()).isEqualTo("direct");

        act("topology", "{\"channel\":\"harbor\",\"road\":\"sfu\"}");
        ben.await("radio.road === 'sfu settled'");
        await("packets through the media server").atMost(PATIENCE).until(() -> packets(ben) > throughServer + 20);
        assertThat(anna.value("radio.granted").booleanValue()).as("one over").isTrue();
        act("topology", "{\"channel\":\"harbor\",\"road\":\"auto\"}");
        ben.await("radio.road === 'p2p settled'");
        ben.await(HEARS_A_LINK);
        act("fail-peer", "{\"channel\":\"harbor\"}");
        ben.await("radio.road === 'sfu settled'");
        int fallenBack = packets(ben);
        await("packets through the media server").atMost(PATIENCE).until(() -> packets(ben) > fallenBack + 20);
        assertThat(anna.value("radio.overs.sent").intValue()).as("one over").isEqualTo(1);
        anna.letGo();
        anna.await("radio.phase === 'idle'");
        ben.await("document.querySelector('#talker').textContent === 'Quiet'");
    }

    private BrowserTab radioOnHarbor(String name) throws IOException {
        BrowserTab tab = radio(name);
        tab.value("(() => { const list = document.querySelector('#channel'); list.value = 'harbor';"
                + " list.dispatchEvent(new Event('change')); })()");
        tab.await("radio.channel === 'harbor'");
        return tab;
    }

    private void act(String action, String body) throws IOException {
        assertThat(backend.post("/act/" + action, null, body).status()).isEqualTo(200);
    }

    private static double linkEnergy(BrowserTab tab) throws IOException {
        return tab.value("radio.figures().then(({ links }) => links.reduce((sum, { energy }) => sum + energy, 0))")
                .doubleValue();
    }

    @Test
    void aBusyChannelIsRefused() throws Exception {
        BrowserTab anna = radio("Anna");
        BrowserTab ben = radio("Ben");
        anna.hold("#talk");
        anna.await("radio.granted");

        ben.hold("#talk");
        ben.await("radio.phase === 'refused'");
        assertThat(ben.text("#talk")).isEqualTo("Not on air – let go");
        assertThat(ben.text("#notice")).contains("Anna");
        ben.letGo();
        ben.await("radio.phase === 'idle'");
        anna.await("radio.granted");
        anna.letGo();
        anna.await("radio.phase === 'idle'");

        assertThat(ben.value("radio.figures().then(({ sent }) => sent)").intValue())
                .as("packets sent without the floor")
                .isZero();
        ben.hold("#talk");
        ben.await("radio.granted");
        ben.letGo();
        ben.await("radio.phase === 'idle'");
    }

    @Test
    void theDispatcherHearsItAndItHearsTheDispatcher() throws Exception {
        BrowserTab anna = radio("Anna");
        try (Dispatcher dispatcher = dispatcher()) {
            anna.await("radio.members.includes('" + Dispatcher.POSITION + "')");
            assertThat(dispatcher.audibleFrames()).isZero();
            anna.hold("#talk");
            await().atMost(PATIENCE).until(() -> talkers(dispatcher).equals(List.of("Anna")));
            await().atMost(PATIENCE).until(() -> dispatcher.audibleFrames() > 10);
            anna.letGo();
            anna.await("radio.phase === 'idle'");
            await().atMost(PATIENCE).until(() -> talkers(dispatcher).isEmpty());

            double before = energy(anna);
            dispatcher.press(CHANNEL);
            anna.await("document.querySelector('#talker').textContent === '" + Dispatcher.POSITION + " is talking'");
            awaitHeard(anna, before);
            dispatcher.release();
            anna.await("document.querySelector('#talker').textContent === 'Quiet'");
        }
    }

    @Test
    void anEmergencyTakesTwoStepsAndIsShownToAll() throws Exception {
        BrowserTab anna = radio("Anna");
        BrowserTab ben = radio("Ben");
        try (Dispatcher dispatcher = dispatcher()) {
            anna.click("#arm");
            anna.await("radio.armed");
            assertThat(anna.text("#confirm-question")).contains("Everybody");
            anna.click("#disarm");
            anna.await("!radio.armed && document.querySelector('#confirm').hidden");
            assertThat(dispatcher.session().state().emergencies()).isEmpty();

            anna.click("#arm");
            anna.click("#raise");
            ben.await("document.querySelector('#emergencies').innerText.startsWith('Emergency of Anna: raised')");
            anna.await("document.querySelector('#emergencies').innerText.startsWith('Your emergency: raised')");
            Emergency raised = await().atMost(PATIENCE)
                    .until(() -> dispatcher.session().state().emergencies(), all -> all.size() == 1)
                    .getFirst();
            ben.picture(pictures().resolve("emergency-390x844.png"));
            assertThat(raised.member().alias()).isEqualTo("Anna");
            assertThat(raised.channel()).isEqualTo(CHANNEL);

            dispatcher.session().acknowledgeEmergency(raised.id());
            anna.await("document.querySelector('#emergencies').innerText === 'Your emergency: acknowledged by "
                    + Dispatcher.POSITION + "'");
            dispatcher.session().clearEmergency(raised.id(), false);
            ben.await("document.querySelector('#emergencies').hidden");
            anna.await("document.querySelector('#emergencies').hidden && !document.querySelector('#arm').hidden");
        }
    }

    /** Its pictures are for people to look at: {@code target/radio-page}. */
    @Test
    void fitsAPhoneAndALaptop() throws Exception {
        Path pictures = pictures();
        // Alone on a channel nobody gets its floor.
        radio("Ben");
        for (int[] size : new int[][] {{390, 844}, {1280, 800}}) {
            String name = size[0] + "x" + size[1] + ".png";
            BrowserTab anna = radio("Anna", size[0], size[1]);
            anna.picture(pictures.resolve("quiet-" + name));
            anna.hold("#talk");
            anna.await("radio.granted");
            anna.picture(pictures.resolve("talking-" + name));
            anna.letGo();
            anna.await("radio.phase === 'idle'");
            anna.click("#arm");
            anna.await("radio.armed");
            anna.picture(pictures.resolve("confirm-" + name));
            for (String seen : List.of("#talk", "#talker", "#raise", "#disarm", "#channel")) {
                assertThat(anna.value("(() => { const one = document.querySelector('" + seen
                                        + "').getBoundingClientRect(); return one.top >= 0 && one.bottom <= innerHeight"
                                        + " && one.left >= 0 && one.right <= innerWidth && one.height >= 24; })()")
                                .booleanValue())
                        .as(seen + " is in sight at " + name)
                        .isTrue();
            }
            anna.click("#disarm");
        }
    }

    private static Path pictures() throws IOException {
        return Files.createDirectories(Path.of("target", "radio-page"));
    }

    private Dispatcher dispatcher() throws IOException {
        Dispatcher made = new Dispatcher(
                URI.create(backend.url("")), home.resolve("backend").resolve("ca.pem"));
        await("the channel on the desk").atMost(PATIENCE).until(() -> {
            ChannelState line = made.channel(CHANNEL);
            return line != null && line.path() instanceof ChannelState.Path.Up;
        });
        return made;
    }

    private static List<String> talkers(Dispatcher dispatcher) {
        ChannelState line = dispatcher.channel(CHANNEL);
        return line == null
                ? List.of()
                : line.talkers().stream().map(talker -> talker.member().alias()).toList();
    }
}
