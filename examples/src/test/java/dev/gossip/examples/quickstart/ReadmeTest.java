package dev.gossip.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README shows what is compiled and run, to the letter. */
class ReadmeTest {

    @ParameterizedTest
    @ValueSource(strings = {"readme", "helpers"})
    void theSnippetIsTheCompiledOne(String tag) throws IOException {
        String source = Files.readString(Path.of("src/main/java/dev/gossip/examples/quickstart/QuickStart.java"));
        String tagged = source.substring(
                source.indexOf("tag::" + tag + "[]") + ("tag::" + tag + "[]").length() + 1,
                source.indexOf("// end::" + tag + "[]"));
        String snippet = tagged.stripIndent().strip();

        assertThat(Files.readString(Path.of("../README.md"))).contains(snippet);
    }
}
