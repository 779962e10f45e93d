package com.example.uds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The walk-through shows what is compiled and tested here, to the letter. */
class WalkThroughTest {

    /** A comment naming file and tag, then the block that must equal it. */
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- from (\\S+), tag (\\S+) -->\n```\\w+\n(.*?)\n```", Pattern.DOTALL);

    private static String page() throws IOException {
        return Files.readString(Path.of("../../docs/write-a-transport.md"));
    }

    @TestFactory
    Stream<DynamicTest> snippetsAreTheCompiledOnes() throws IOException {
        return SNIPPET.matcher(page())
                .results()
                .map(shown -> DynamicTest.dynamicTest(shown.group(1) + " " + shown.group(2), () -> judge(shown)));
    }

    private static void judge(MatchResult shown) throws IOException {
        String source = Files.readString(Path.of(shown.group(1)));
        String from = "tag::" + shown.group(2) + "[]";
        String to = "end::" + shown.group(2) + "[]";
        assertThat(source).contains(from, to);
        String tagged = source.substring(source.indexOf('\n', source.indexOf(from)) + 1, source.indexOf(to));
        String snippet = tagged.substring(0, tagged.lastIndexOf('\n')).stripIndent();
        assertThat(shown.group(3)).isEqualTo(snippet.strip());
    }

    @Test
    void everyBlockOfCodeSaysWhereItIsFrom() throws IOException {
        long blocks = Pattern.compile("^```(java|xml)$", Pattern.MULTILINE)
                .matcher(page())
                .results()
                .count();
        assertThat(blocks)
                .isPositive()
                .isEqualTo(SNIPPET.matcher(page()).results().count());
    }
}
