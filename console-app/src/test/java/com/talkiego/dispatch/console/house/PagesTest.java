package com.talkiego.dispatch.console.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The pages lead somewhere: every relative link has a file, and every test class and source file they name is there. */
class PagesTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern TEST_CLASS = Pattern.compile("\\b([A-Z][A-Za-z0-9]*Test)\\b");
    private static final Pattern SOURCE = Pattern.compile("`([A-Z][A-Za-z0-9]*\\.java)(?:#([a-z][A-Za-z0-9]*))?`");

    @Test
    void every_relative_link_resolves() {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : SourceTree.pages()) {
            Matcher link = LINK.matcher(SourceTree.read(page));
            while (link.find()) {
                String target = link.group(1);
                if (!target.contains("://") && !target.startsWith("#")) {
                    links++;
                    if (!Files.exists(page.resolveSibling(target.replaceAll("#.*", "")))) {
                        broken.add(name(page) + " -> " + target);
                    }
                }
            }
        }

        assertThat(broken).as("links that lead nowhere").isEmpty();
        assertThat(links).as("links looked at").isGreaterThan(20);
    }

    @Test
    void every_test_class_named_is_there() {
        Set<String> classes = SourceTree.java("test").stream()
                .map(file -> String.valueOf(file.getFileName()).replace(".java", ""))
                .collect(Collectors.toSet());

        List<String> missing = mentions(TEST_CLASS)
                .filter(mention -> !classes.contains(mention.text().group(1)))
                .map(Mention::words)
                .toList();

        assertThat(missing).as("test classes that do not exist").isEmpty();
    }

    @Test
    void every_source_file_and_method_named_is_there() {
        List<Path> sources = SourceTree.java("main");

        List<String> missing = mentions(SOURCE)
                .filter(mention -> sources.stream()
                        .filter(file -> file.endsWith(mention.text().group(1)))
                        .noneMatch(file -> has(file, mention.text().group(2))))
                .map(Mention::words)
                .toList();

        assertThat(missing).as("source files and methods that do not exist").isEmpty();
        assertThat(mentions(SOURCE)).as("source files looked at").hasSizeGreaterThan(40);
    }

    private static boolean has(Path file, @Nullable String method) {
        return method == null
                || Pattern.compile("\\b" + method + "\\(")
                        .matcher(SourceTree.read(file))
                        .find();
    }

    /** Something a page names. */
    private record Mention(Path page, Matcher text) {
        String words() {
            return name(page) + ": " + text.group();
        }
    }

    private static Stream<Mention> mentions(Pattern what) {
        List<Mention> found = new ArrayList<>();
        for (Path page : SourceTree.pages()) {
            String text = SourceTree.read(page);
            int from = 0;
            Matcher matcher = what.matcher(text);
            while (matcher.find(from)) {
                from = matcher.end();
                found.add(new Mention(page, matcher));
                matcher = what.matcher(text);
            }
        }
        return found.stream();
    }

    private static String name(Path page) {
        return SourceTree.root().relativize(page).toString();
    }
}
