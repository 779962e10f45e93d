package dev.gossip.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The document states the rules that the code checks, by the same numbers and titles. */
class ContractDocumentTest {

    @Test
    void transportRulesAreThoseOfTheDocument() throws IOException {
        Path document = Path.of("..", "docs", "contracts", "transport.md");
        List<String> stated;
        try (var lines = Files.lines(document)) {
            stated = lines.filter(line -> line.startsWith("### "))
                    .map(line -> line.substring(4))
                    .toList();
        }
        List<String> checked = Arrays.stream(TransportContract.class.getMethods())
                .map(method -> method.getAnnotation(DisplayName.class))
                .filter(Objects::nonNull)
                .map(DisplayName::value)
                .sorted()
                .toList();
        assertThat(checked).hasSize(35);
        assertThat(stated).isEqualTo(checked);
    }
}
