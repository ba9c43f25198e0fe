package com.talkiego.dispatch.console.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's folder on disk, as tests of its pages see it. */
final class SourceTree {
    private static final List<String> ROOMS = List.of("dispatch-core", "audio-devices", "console-app", "mock-backend");

    private SourceTree() {}

    /** The folder that holds {@code docs}: tests run in a module, or at the root. */
    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.isDirectory(here.resolve("docs")) ? here : here.getParent();
        if (root == null || !Files.isDirectory(root.resolve("docs"))) {
            throw new IllegalStateException("The tests of the pages run inside the source tree.");
        }
        return root;
    }

    /** Every Java file of the rooms in that part, {@code main} or {@code test}. */
    static List<Path> java(String part) {
        return ROOMS.stream()
                .map(room -> root().resolve(room).resolve("src").resolve(part).resolve("java"))
                .filter(Files::isDirectory)
                .flatMap(folder -> files(folder, ".java").stream())
                .toList();
    }

    /** Every file below a folder whose name ends like that. */
    static List<Path> files(Path folder, String ending) {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** README, CHANGELOG and all pages of {@code docs}. */
    static List<Path> pages() {
        return Stream.concat(
                        Stream.of(root().resolve("README.md"), root().resolve("CHANGELOG.md")),
                        files(root().resolve("docs"), ".md").stream())
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
