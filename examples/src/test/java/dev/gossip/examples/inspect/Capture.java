package dev.gossip.examples.inspect;

import dev.gossip.api.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The recorded conversation in the test resources. */
public record Capture(String type, Bytes envelope) {

    public static List<Capture> all() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Capture.class.getResourceAsStream("capture.tsv")), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> line.split("\t"))
                    .map(parts -> new Capture(parts[0], Bytes.fromHex(parts[1])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
