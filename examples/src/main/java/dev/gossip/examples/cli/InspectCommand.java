package dev.gossip.examples.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.examples.inspect.Inspector;
import dev.gossip.examples.inspect.Inspectors;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows messages as JSON: one of them over several lines, many of them one per line. */
@Command(
        name = "inspect",
        description = {
            "Shows messages of a protocol as JSON, one object per message, and judges them as a node would.",
            "Exit code 1 means that at least one message was bad; its object says why."
        },
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {

    /** Fabric's own limit for a message. */
    private static final int MAX_BYTES = 100 << 20;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PROTOCOL", description = "fabric, fisco, orbs or chronos.")
    private String protocol = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "A file that holds one message as raw bytes.")
    private @Nullable Path file;

    @Option(names = "--hex", paramLabel = "HEX", description = "One message in hexadecimal digits.")
    private @Nullable String hex;

    @Option(names = "--lines", paramLabel = "FILE", description = "One message per line, in hexadecimal digits.")
    private @Nullable Path lines;

    @Option(
            names = "--channel",
            paramLabel = "NAME",
            description = "For fabric: a channel that messages may refer to without naming it; repeatable.")
    private List<String> channels = List.of();

    @Option(
            names = "--layout",
            paramLabel = "NAME",
            description =
                    "For fisco: p2p3, p2p2, channel or websocket, by default the one that makes sense of the bytes;"
                            + " also p2p2-rc1, and seed for the table of the design document.")
    private @Nullable String layout;

    @Override
    public Integer call() {
        if (Stream.of(hex, file, lines).filter(Objects::nonNull).count() != 1) {
            throw new ParameterException(spec.commandLine(), "Give one of --hex HEX, --lines FILE or FILE.");
        }
        if (!Inspectors.protocols().contains(protocol)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Messages of '" + protocol + "' cannot be read; known are "
                            + String.join(", ", Inspectors.protocols()) + ".");
        }
        Inspector inspector = Inspectors.of(protocol, channels, Optional.ofNullable(layout));
        PrintWriter out = spec.commandLine().getOut();
        try {
            return run(inspector, out) ? 0 : 1;
        } catch (NoSuchFileException e) {
            throw new GossipException(e.getFile() + ": no such file", e);
        } catch (IOException e) {
            throw new GossipException("cannot read: " + e, e);
        }
    }

    private boolean run(Inspector inspector, PrintWriter out) throws IOException {
        if (hex != null) {
            return single(hex(inspector, hex), out);
        }
        if (file != null) {
            return single(inspector.inspect(read(file)), out);
        }
        boolean good = true;
        try (BufferedReader reader = Files.newBufferedReader(Objects.requireNonNull(lines))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    ObjectNode report = hex(inspector, line);
                    out.println(Json.line(report));
                    good &= isGood(report);
                }
            }
        }
        return good;
    }

    private static boolean single(ObjectNode report, PrintWriter out) {
        out.println(Json.pretty(report));
        return isGood(report);
    }

    private static boolean isGood(ObjectNode report) {
        return report.get("ok").asBoolean();
    }

    private static ObjectNode hex(Inspector inspector, String hex) {
        try {
            return inspector.inspect(Bytes.fromHex(hex.strip()));
        } catch (IllegalArgumentException e) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("ok", false)
                    .put("error", "not-hexadecimal: write two of the digits 0-9 and a-f per byte; " + e.getMessage());
        }
    }

    private static Bytes read(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            byte[] content = input.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new GossipException(file + ": above the limit of " + MAX_BYTES + " bytes for a message");
            }
            return Bytes.wrap(content);
        }
    }
}
