package dev.gossip.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/architecture.md} speaks of what exists. */
class ArchitecturePageTest {

    private static Path classes() throws URISyntaxException {
        return Path.of(
                Bytes.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static String page() throws IOException, URISyntaxException {
        return Files.readString(
                classes().resolve("../../../docs/architecture.md").normalize());
    }

    @Test
    void everyTypeOfTheConceptTablesExists() throws IOException, URISyntaxException {
        Set<String> existing = ApiSurface.ofModule(classes(), Bytes.class.getClassLoader()).stream()
                .filter(line -> line.contains("dev.gossip.") && !line.startsWith(" "))
                .map(line -> line.replaceAll("[<(].*| (implements|extends|permits) .*", ""))
                .map(line -> line.substring(line.lastIndexOf('.') + 1))
                .collect(Collectors.toSet());
        String concepts = page().split("(?m)^## Concepts$")[1].split("(?m)^## ")[0];
        List<String> named = Pattern.compile("`([A-Z][a-z]\\w+)`")
                .matcher(concepts)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(named).hasSizeGreaterThan(50);
        assertThat(existing).containsAll(named);
    }

    @Test
    void everyLimitIsExplained() throws IOException, URISyntaxException {
        List<String> rows = Stream.of(NodeLimits.class.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> "\n| `" + name + "` |")
                .toList();
        assertThat(page()).contains(rows);
    }
}
