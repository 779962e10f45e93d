package dev.gossip.fisco.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossip.api.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/** The golden bytes. */
public final class Vectors {

    private static final JsonNode ALL = load();

    private Vectors() {}

    public static List<JsonNode> all() {
        return StreamSupport.stream(ALL.spliterator(), false).toList();
    }

    public static List<JsonNode> of(String prefix) {
        return all().stream()
                .filter(vector -> vector.path("name").asText().startsWith(prefix))
                .toList();
    }

    public static JsonNode named(String name) {
        return all().stream()
                .filter(vector -> vector.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no vector " + name));
    }

    public static Bytes hex(String name) {
        return hex(named(name));
    }

    public static Bytes hex(JsonNode vector) {
        return Bytes.fromHex(vector.path("hex").asText());
    }

    private static JsonNode load() {
        try (InputStream in = Vectors.class.getResourceAsStream("/fisco/vectors.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
