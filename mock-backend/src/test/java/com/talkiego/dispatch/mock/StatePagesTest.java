package com.talkiego.dispatch.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.talkiego.dispatch.mock.RunningBackend.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The state page and its actions. */
class StatePagesTest {
    @TempDir
    private static Path home;

    private RunningBackend backend;

    @BeforeEach
    void start() throws Exception {
        backend = new RunningBackend(home);
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void tellsTheProcessAndEverySection() throws Exception {
        backend.signIn("dispatcher", "demo");
        Answer state = backend.get("/state.json", null);

        assertThat(state.body().get("process").get("rssMb").doubleValue()).isBetween(20.0, 4_000.0);
        assertThat(state.body().get("process").get("cpuSeconds").doubleValue()).isPositive();
        assertThat(state.body().get("process").get("threads").intValue()).isPositive();
        assertThat(state.body().get("api").get("signIns").intValue()).isEqualTo(1);
        assertThat(state.body().get("sockets").get("open").intValue()).isZero();
        assertThat(state.body().get("signal").get("sessions").intValue()).isZero();
        assertThat(state.body().get("units").get(0).get("id").stringValue()).isEqualTo("unit-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cut-signal|{}|cut-signal null",
                "cut-signal|{\"session\":\"all\"}|cut-signal null",
                "cut-signal|{\"session\":\"s7\"}|cut-signal s7",
                "cut-media|{\"session\":\"s7\"}|cut-media s7",
                "delay-assignments|{\"millis\":300}|delay PT0.3S",
                "stall-signal|{\"millis\":2000}|stall PT2S",
                "refuse-floor|{\"channel\":\"ems-1\",\"cause\":7,\"count\":3}|refuse ems-1 7 3",
                "refuse-floor|{\"channel\":\"ems-1\"}|refuse ems-1 1 1",
                "revoke|{\"channel\":\"fire-1\",\"cause\":2}|revoke fire-1 2",
                "topology|{\"channel\":\"fire-1\",\"road\":\"p2p\"}|topology fire-1 p2p",
                "fail-peer|{\"channel\":\"fire-1\"}|fail-peer fire-1",
                "loss|{\"fraction\":0.05}|loss 0.05",
                "room-quota|{\"overs\":1}|quotas 1000 1 50",
                "wrong-fingerprint|{\"on\":true}|wrong true",
                "wrong-fingerprint|{\"on\":false}|wrong false",
                "speak|{\"unit\":\"unit-1\",\"tone\":1000,\"seconds\":2}|speak unit-1 Optional.emptyOptional[2.0]Optional[1000.0]",
                "speak|{\"unit\":\"unit-1\",\"clip\":\"a\"}|speak unit-1 Optional[a]Optional.emptyOptional.empty",
                "emergency|{\"unit\":\"unit-1\"}|emergency unit-1",
                "stop-units|{}|stop"
            })
    void doesWhatItIsAsked(String action, String body, String told) throws Exception {
        Answer answer = backend.post("/act/" + action, null, body);
        assertThat(answer.status()).as(String.valueOf(answer.body())).isEqualTo(200);
        assertThat(answer.body().get("done").booleanValue()).isTrue();
        assertThat(backend.world.told).contains(told);
    }

    @Test
    void killsTheProcess() throws Exception {
        assertThat(backend.post("/act/kill", null, "").status()).isEqualTo(200);
        assertThat(backend.kills).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "delay-assignments|{}|400|The field 'millis' is missing.",
                "delay-assignments|{\"millis\":-1}|400|The field 'millis' must be a number from 0 to 60000.",
                "delay-assignments|{\"millis\":1.5}|400|The field 'millis' must be a whole number.",
                "delay-assignments|{\"millis\":\"a\"}|400|The field 'millis' must be a number from 0 to 60000.",
                "loss|{\"fraction\":2}|400|The field 'fraction' must be a number from 0 to 1.",
                "wrong-fingerprint|{\"on\":1}|400|The field 'on' must be true or false.",
                "refuse-floor|{\"channel\":7}|400|The field 'channel' must be a text of 1 to 128 characters.",
                "refuse-floor|[]|400|The body is not a JSON object.",
                "revoke|{\"channel\":\"ems-1\"}|404|Nobody is talking on ems-1.",
                "topology|{\"channel\":\"ems-1\",\"road\":\"P2P\"}|400|There is no road 'P2P'; there are p2p, sfu and auto.",
                "fail-peer|{\"channel\":\"ems-1\"}|404|ems-1 does not go straight between its members now.",
                "revoke|{\"channel\":\"fire-1\",\"cause\":5}|400|There is no revoke cause 5; there are 1, 2, 3, 4, 6 and 255.",
                "refuse-floor|{\"channel\":\"moon\"}|404|There is no channel moon.",
                "refuse-floor|{\"channel\":\"ems-1\",\"cause\":8}|400|There is no deny cause 8; there are 1 to 7, and 255.",
                "speak|{\"unit\":\"unit-9\"}|404|There is no unit unit-9; the state page lists them."
            })
    void saysWhatIsWrongWithAnAction(String action, String body, int status, String sentence) throws Exception {
        Answer answer = backend.post("/act/" + action, null, body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("text")).isEqualTo(sentence);
    }

    @Test
    void listsTheActionsThereAreWhenAskedForAnother() throws Exception {
        Answer answer = backend.post("/act/dance", null, "{}");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("text")).contains("cut-signal", "kill");
    }

    @Test
    void answersNoPageOfAnotherSiteAndNoOtherName() throws Exception {
        RequestBody empty = RequestBody.create("{}", MediaType.get("application/json"));
        Request foreign = backend.request("/act/stop-units", null)
                .header("Origin", "https://evil.example")
                .post(empty)
                .build();
        Request renamed = backend.request("/state.json", null)
                .header("Host", "evil.example")
                .build();
        Request own = backend.request("/act/stop-units", null)
                .header("Origin", backend.url(""))
                .post(empty)
                .build();

        assertThat(backend.answer(foreign).status()).isEqualTo(403);
        assertThat(backend.answer(renamed).problem()).isEqualTo("forbidden");
        assertThat(backend.world.told).doesNotContain("stop");
        assertThat(backend.answer(own).status()).isEqualTo(200);
    }

    @Test
    void answersThisMachineOnly(@TempDir Path otherHome) throws Exception {
        try (RunningBackend lan = RunningBackend.lan(otherHome)) {
            List<String> addresses = lan.backend().ready().lan();
            assumeThat(addresses).as("this machine has no network").isNotEmpty();
            Request.Builder request = new Request.Builder();
            assertThat(lan.answer(request.url(addresses.getFirst() + "/state.json")
                                    .build())
                            .problem())
                    .isEqualTo("forbidden");
            try (Response radio =
                    lan.raw(request.url(addresses.getFirst() + "/radio").build())) {
                assertThat(radio.code()).isEqualTo(200);
            }
            assertThat(lan.get("/state.json", null).status()).isEqualTo(200);
        }
    }

    @Test
    void showsAPage() throws Exception {
        for (String path : List.of("/state", "/state/state.js", "/state/state.css")) {
            try (Response response =
                    backend.raw(backend.request(path, null).get().build())) {
                assertThat(response.code()).as(path).isEqualTo(200);
                assertThat(response.header("Content-Security-Policy")).contains("default-src 'self'");
            }
        }
    }

    @Test
    void everyActionIsDescribedWithAnExampleInTheManual() throws Exception {
        String manual = Files.readString(Path.of("..", "docs", "mock-backend.md"));
        List<String> missing = new ArrayList<>();
        backend.get("/state.json", null).body().get("actions").forEach(action -> {
            String name = action.get("name").stringValue();
            if (!manual.contains("/act/" + name)) {
                missing.add(name);
            }
            action.get("fields").forEach(field -> {
                if (!manual.contains("`" + field.get("name").stringValue() + "`")) {
                    missing.add(name + "." + field.get("name").stringValue());
                }
            });
        });
        assertThat(missing).isEmpty();
    }
}
