package com.talkiego.dispatch.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/** Every message is written as its golden file and read from it. */
class GoldenTest {
    private static final Path GOLDEN = Path.of("..", "docs", "protocol", "golden");
    private static final JsonMapper PLAIN = new JsonMapper();

    @TestFactory
    Stream<DynamicTest> clientMessages() {
        return WireSamples.client().entrySet().stream()
                .map(sample -> test("client", sample, Codec::encode, Codec::decodeClient));
    }

    @TestFactory
    Stream<DynamicTest> serverMessages() {
        return WireSamples.server().entrySet().stream()
                .map(sample -> test("server", sample, Codec::encode, Codec::decodeServer));
    }

    @TestFactory
    Stream<DynamicTest> apiBodies() {
        return WireSamples.api().entrySet().stream()
                .map(sample -> test(
                        "api",
                        sample,
                        Codec::encode,
                        text -> Codec.decode(text, sample.getValue().getClass())));
    }

    @Test
    void everyMessageHasASample() {
        assertThat(types(WireSamples.client().values())).containsExactlyInAnyOrder(permitted(ClientMessage.class));
        assertThat(types(WireSamples.server().values())).containsExactlyInAnyOrder(permitted(ServerMessage.class));
        assertThat(types(WireSamples.api().values())).containsExactlyInAnyOrder(permitted(ApiMessage.class));
    }

    @Test
    void noGoldenFileIsLeftOver() throws IOException {
        assertThat(files("client")).isEqualTo(WireSamples.client().keySet());
        assertThat(files("server")).isEqualTo(WireSamples.server().keySet());
        assertThat(files("api")).isEqualTo(WireSamples.api().keySet());
    }

    private static Collection<String> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN.resolve(folder))) {
            return files.map(file -> file.getFileName().toString().replaceAll("\\.json$", ""))
                    .collect(Collectors.toSet());
        }
    }

    private static Class<?>[] permitted(Class<?> sealed) {
        return sealed.getPermittedSubclasses();
    }

    private static Collection<Class<?>> types(Collection<?> samples) {
        return samples.stream().map(Object::getClass).collect(Collectors.toSet());
    }

    private interface Reader {
        Object read(String text) throws WireException;
    }

    private interface Writer<T> {
        String write(T message);
    }

    private static <T> DynamicTest test(String folder, Map.Entry<String, T> sample, Writer<T> writer, Reader reader) {
        return DynamicTest.dynamicTest(folder + "/" + sample.getKey(), () -> {
            String golden = Files.readString(GOLDEN.resolve(folder).resolve(sample.getKey() + ".json"));
            assertThat(PLAIN.readTree(writer.write(sample.getValue())))
                    .as("written")
                    .isEqualTo(PLAIN.readTree(golden));
            assertThat(reader.read(golden)).as("read").isEqualTo(sample.getValue());
        });
    }
}
