package dev.gossip.fisco.codec.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.protocol.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON bodies, read strictly: one value, no key twice, at most {@value #MAX_DEPTH} levels. Original nodes and the 3.x SDK
 * end a text with a line feed, so writing can do so too.
 */
public final class Json {

    private static final int MAX_DEPTH = 32;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    /** A JSON object. */
    public static JsonNode object(Bytes text, String what) throws MalformedException {
        JsonNode node = parse(text, what);
        if (!node.isObject()) {
            throw problem(what + " is no JSON object");
        }
        return node;
    }

    /** A JSON array of texts, at most {@code limit} of them. */
    public static List<String> texts(Bytes text, int limit, String what) throws MalformedException {
        return texts(parse(text, what), limit, what);
    }

    /** The texts of an array node, at most {@code limit} of them. */
    public static List<String> texts(JsonNode array, int limit, String what) throws MalformedException {
        if (!array.isArray()) {
            throw problem(what + " is no JSON array");
        }
        if (array.size() > limit) {
            throw problem(what + " has " + array.size() + " entries, the limit is " + limit);
        }
        List<String> texts = new ArrayList<>(array.size());
        for (JsonNode entry : array) {
            if (!entry.isTextual()) {
                throw problem(what + " holds something that is no text");
            }
            texts.add(entry.textValue());
        }
        return List.copyOf(texts);
    }

    /** A text field of an object. */
    public static String text(JsonNode object, String field, String what) throws MalformedException {
        JsonNode value = object.path(field);
        if (!value.isTextual()) {
            throw problem(what + " needs a text '" + field + "'");
        }
        return value.textValue();
    }

    /** An integer field of an object. */
    public static long number(JsonNode object, String field, String what) throws MalformedException {
        JsonNode value = object.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw problem(what + " needs an integer '" + field + "'");
        }
        return value.longValue();
    }

    /** A new object whose fields are written in the order in which they are put. */
    public static ObjectNode newObject() {
        return MAPPER.createObjectNode();
    }

    /** A new array of texts. */
    public static ArrayNode newTexts(List<String> texts) {
        ArrayNode array = MAPPER.createArrayNode();
        texts.forEach(array::add);
        return array;
    }

    /** The shortest form, UTF-8. */
    public static Bytes bytes(JsonNode node) {
        try {
            return Bytes.wrap(MAPPER.writeValueAsBytes(node));
        } catch (JsonProcessingException e) {
            throw new GossipException("JSON that cannot be written: " + e.getOriginalMessage(), e);
        }
    }

    /** The shortest form with a line feed at the end. */
    public static Bytes line(JsonNode node) {
        return Bytes.concat(bytes(node), Bytes.utf8("\n"));
    }

    /** A value that we wrote ourselves. */
    public static JsonNode trusted(Bytes text) {
        try {
            return parse(text, "JSON of ours");
        } catch (MalformedException e) {
            throw new GossipException(String.valueOf(e.getMessage()), e);
        }
    }

    private static JsonNode parse(Bytes text, String what) throws MalformedException {
        try {
            JsonNode node = MAPPER.readTree(text.toByteArray());
            if (node.isMissingNode()) {
                throw problem(what + " is empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw problem(what + " is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw problem(what + " is not JSON: " + e.getMessage());
        }
    }

    private static MalformedException problem(String detail) {
        return MalformedException.drop(DropReason.MALFORMED, detail);
    }
}
