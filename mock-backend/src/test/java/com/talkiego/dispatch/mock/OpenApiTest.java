package com.talkiego.dispatch.mock;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.model.IceServer;
import com.talkiego.dispatch.core.model.MediaPolicy;
import com.talkiego.dispatch.core.wire.ApiMessage;
import com.talkiego.dispatch.mock.radio.RadioPage;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The OpenAPI document that is served says what is served. */
class OpenApiTest {
    @TempDir
    private static Path home;

    private RunningBackend backend;
    private JsonNode document;

    @BeforeEach
    void start() throws Exception {
        backend = new RunningBackend(home);
        try (Response response =
                backend.raw(backend.request("/v1/openapi.yaml", null).get().build())) {
            document = YAMLMapper.builder().build().readTree(response.body().string());
        }
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void listsExactlyTheRoutesOfTheApiLayer() {
        SortedSet<String> listed = new TreeSet<>();
        document.get("paths")
                .forEachEntry((path, methods) -> methods.propertyNames()
                        .forEach(method -> listed.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));
        assertThat(listed)
                .isEqualTo(new TreeSet<>(backend.backend().served().stream()
                        .filter(route -> route.contains(" /v1/"))
                        .toList()));
    }

    @Test
    void describesEveryMessageFieldByField() {
        Map<String, List<String>> described = new TreeMap<>();
        document.get("components")
                .get("schemas")
                .forEachEntry((name, schema) ->
                        described.put(name, List.copyOf(schema.get("properties").propertyNames())));
        Map<String, List<String>> spoken = new TreeMap<>();
        Stream.of(
                        Stream.of(ApiMessage.class.getPermittedSubclasses()),
                        Stream.of(
                                Channel.class,
                                MediaPolicy.class,
                                IceServer.class,
                                RadioPage.RadioSignIn.class,
                                RadioPage.RadioGrant.class))
                .flatMap(classes -> classes)
                .forEach(type -> spoken.put(
                        type.getSimpleName(),
                        Arrays.stream(type.getRecordComponents())
                                .map(RecordComponent::getName)
                                .toList()));
        assertThat(described).isEqualTo(spoken);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = new ArrayList<>();
        collectReferences(document, references);
        assertThat(references).isNotEmpty();
        assertThat(references)
                .allMatch(reference -> reference.startsWith("#/")
                        && !document.at(reference.substring(1)).isMissingNode());
    }

    private static void collectReferences(JsonNode node, List<String> references) {
        if (node.isObject() && node.has("$ref")) {
            references.add(node.get("$ref").stringValue());
        }
        node.forEach(child -> collectReferences(child, references));
    }
}
