package dev.gossip.fabric.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossip.api.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;

/** Golden data produced by Hyperledger Fabric v2.4.9. */
final class Vectors {

    static final JsonNode ALL = json(resource("vectors.json").utf8());

    private Vectors() {}

    static Stream<JsonNode> of(String section) {
        return StreamSupport.stream(ALL.path(section).spliterator(), false);
    }

    /** The vectors of a section as cases of a parameterised test, under their own names. */
    static Stream<Named<JsonNode>> cases(String section) {
        return of(section)
                .map(vector -> Named.of(
                        vector.path("name").asText(vector.path("content").asText()), vector));
    }

    static JsonNode named(String section, String name) {
        return of(section)
                .filter(vector -> vector.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Bytes hex(JsonNode vector, String field) {
        return Bytes.fromHex(vector.path(field).asText());
    }

    /** Every envelope of the captured conversation. */
    static List<JsonNode> capture() {
        return resource("capture.jsonl").utf8().lines().map(Vectors::json).toList();
    }

    static Bytes resource(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream("/fabric/" + name)) {
            return Bytes.wrap(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
