package com.talkiego.dispatch.console.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of faults quotes sentences that the programs really say. */
class FaultsPageTest {
    /** A quotation on the page; whatever stands for a variable part splits it. */
    private static final Pattern QUOTED = Pattern.compile("`([^`\n]+)`");

    private static final Pattern VARIABLE = Pattern.compile("…|\\{[^}]*}");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");

    /** Two literals joined by a plus, on one line or two, are one. */
    private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");

    private static final int SENTENCE = 12;

    @Test
    void every_quoted_sentence_is_in_the_source() {
        String said = said();

        List<String> invented = quoted().stream()
                .filter(sentence -> !parts(sentence).allMatch(said::contains))
                .toList();

        assertThat(invented)
                .as("sentences of docs/faults.md that no program says")
                .isEmpty();
    }

    @Test
    void the_page_quotes_sentences() {
        assertThat(quoted()).hasSizeGreaterThan(60);
    }

    @Test
    void a_sentence_that_nobody_says_is_found() {
        assertThat(parts("YOU HEAR NOTHING: the moon is in the way.").allMatch(said()::contains))
                .isFalse();
    }

    private static Stream<String> parts(String sentence) {
        return Stream.of(VARIABLE.split(sentence)).filter(part -> !part.isBlank());
    }

    /** Sentences have blanks and some length; the rest of what is in backticks are options, codes and names. */
    private static List<String> quoted() {
        Matcher found = QUOTED.matcher(SourceTree.read(SourceTree.root().resolve("docs/faults.md")));
        List<String> sentences = new ArrayList<>();
        while (found.find()) {
            String text = found.group(1);
            if (text.length() >= SENTENCE && text.indexOf(' ') > 0 && Character.isLetter(text.charAt(0))) {
                sentences.add(text);
            }
        }
        return sentences;
    }

    /** All string literals of the programs, those that are joined as one, and what the start scripts print. */
    private static String said() {
        Stream<String> scripts = SourceTree.files(SourceTree.root().resolve("scripts"), ".sh").stream()
                .map(SourceTree::read);
        return Stream.concat(SourceTree.java("main").stream().map(FaultsPageTest::literals), scripts)
                .collect(Collectors.joining("\n"));
    }

    private static String literals(Path file) {
        Matcher found = LITERAL.matcher(JOINT.matcher(SourceTree.read(file)).replaceAll(""));
        StringBuilder all = new StringBuilder();
        while (found.find()) {
            all.append(found.group(1)).append('\n');
        }
        return all.toString();
    }
}
