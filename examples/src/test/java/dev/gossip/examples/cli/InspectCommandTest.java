package dev.gossip.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossip.examples.inspect.Capture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {

    private static final List<Capture> CAPTURE = Capture.all();

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void oneMessageInHexBecomesOneReadableObject() throws IOException {
        Invocation one = Invocation.of(
                "inspect", "fabric", "--hex", CAPTURE.get(0).envelope().hex());
        assertThat(one.exitCode()).isZero();
        assertThat(one.lines()).hasSizeGreaterThan(5);
        assertThat(json.readTree(one.out()).get("type").asText()).isEqualTo("conn");
    }

    @Test
    void aFileHoldsOneMessageAsItIs() throws IOException {
        Path file = folder.resolve("message.bin");
        Files.write(file, CAPTURE.get(0).envelope().toByteArray());
        Invocation raw = Invocation.of("inspect", "fabric", file.toString());
        assertThat(raw.exitCode()).isZero();
        assertThat(json.readTree(raw.out()).get("ok").asBoolean()).isTrue();
    }

    @Test
    void linesBecomeOneObjectEach() throws IOException {
        Path file = folder.resolve("lines.hex");
        Files.write(
                file,
                CAPTURE.stream().map(recorded -> recorded.envelope().hex()).toList());
        Invocation lines = Invocation.of("inspect", "fabric", "--lines", file.toString());
        assertThat(lines.exitCode()).isZero();
        List<String> types = new ArrayList<>();
        for (String line : lines.lines()) {
            types.add(json.readTree(line).get("type").asText());
        }
        assertThat(types).isEqualTo(CAPTURE.stream().map(Capture::type).toList());
    }

    @Test
    void oneBadLineMakesTheExitCodeOne() throws IOException {
        Path file = folder.resolve("lines.hex");
        Files.write(file, List.of("xyz", "ff", CAPTURE.get(0).envelope().hex()));
        Invocation lines = Invocation.of("inspect", "fabric", "--lines", file.toString());
        assertThat(lines.exitCode()).isEqualTo(1);
        assertThat(lines.err()).isEmpty();
        List<Boolean> verdicts = new ArrayList<>();
        for (String line : lines.lines()) {
            JsonNode report = json.readTree(line);
            verdicts.add(report.get("ok").asBoolean());
            assertThat(report.has("error")).isNotEqualTo(report.get("ok").asBoolean());
        }
        assertThat(verdicts).containsExactly(false, false, true);
    }

    @Test
    void packetsOfFiscoAreShownInTheLayoutThatIsGivenOrFound() throws IOException {
        Invocation found = Invocation.of("inspect", "fisco", "--hex", "0000000e00000001000000000000");
        assertThat(found.exitCode()).isZero();
        assertThat(json.readTree(found.out()).get("layout").asText()).isEqualTo("p2p3");
        Invocation seed = Invocation.of("inspect", "fisco", "--layout", "seed", "--hex", "00");
        assertThat(seed.exitCode()).isEqualTo(1);
        assertThat(json.readTree(seed.out()).get("error").asText()).startsWith("malformed: ");
        Invocation unknown = Invocation.of("inspect", "fisco", "--layout", "p2p", "--hex", "00");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("no layout 'p2p'", "p2p3, p2p2").doesNotContain("\tat ");
    }

    @Test
    void wrongCallsAreExplained() {
        Invocation unknown = Invocation.of("inspect", "fabrik", "--hex", "00");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("fabrik", "fabric");
        assertThat(Invocation.of("inspect", "fabric").exitCode()).isEqualTo(2);
        Invocation missing =
                Invocation.of("inspect", "fabric", folder.resolve("none").toString());
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("none").doesNotContain("\tat ");
    }
}
