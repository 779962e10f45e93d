package dev.gossip.examples.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README shows what is compiled, to the letter. */
class ReadmeTest {

    /** A comment naming file and tag, then the block that must equal it. */
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- from (\\S+), tag (\\S+) -->\n```java\n(.*?)\n```", Pattern.DOTALL);

    @Test
    void snippetsAreTheCompiledOnes() throws IOException {
        String page = Files.readString(Path.of("README.md"));
        List<MatchResult> snippets = SNIPPET.matcher(page).results().toList();
        assertThat(snippets)
                .hasSameSizeAs(Pattern.compile("^```java$", Pattern.MULTILINE)
                        .matcher(page)
                        .results()
                        .toList());
        assertThat(snippets).isNotEmpty();
        for (MatchResult shown : snippets) {
            String source = Files.readString(Path.of("src/main/java/dev/gossip/examples/bridge", shown.group(1)));
            String from = "tag::" + shown.group(2) + "[]";
            String to = "end::" + shown.group(2) + "[]";
            assertThat(source).contains(from, to);
            String tagged = source.substring(source.indexOf('\n', source.indexOf(from)) + 1, source.indexOf(to));
            assertThat(shown.group(3))
                    .isEqualTo(tagged.substring(0, tagged.lastIndexOf('\n'))
                            .stripIndent()
                            .strip());
        }
    }
}
