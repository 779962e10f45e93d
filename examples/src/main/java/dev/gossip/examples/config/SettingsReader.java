package dev.gossip.examples.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads settings whose names have dots, written with dots or as sections within sections, as Fabric's own file does. */
final class SettingsReader extends JsonDeserializer<Map<String, String>> {

    /** Fabric's have two levels. */
    private static final int MAX_DEPTH = 4;

    @Override
    public Map<String, String> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        section(parser, "", 1, settings);
        return settings;
    }

    @Override
    public Map<String, String> getEmptyValue(DeserializationContext context) {
        return Map.of();
    }

    private static void section(JsonParser parser, String prefix, int depth, Map<String, String> settings)
            throws IOException {
        if (!parser.isExpectedStartObjectToken() || depth > MAX_DEPTH) {
            throw wrong(parser, prefix, "must be a section of keys and values");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = prefix + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT) {
                section(parser, name + ".", depth + 1, settings);
            } else if (!value.isScalarValue() || value == JsonToken.VALUE_NULL) {
                throw wrong(parser, name, "needs one value");
            } else if (settings.put(name, parser.getText()) != null) {
                throw wrong(parser, name, "is set twice");
            }
        }
    }

    private static JsonMappingException wrong(JsonParser parser, String name, String problem) {
        String key = name.isEmpty() ? "this" : "'gossip." + name + "'";
        return JsonMappingException.from(parser, key + " " + problem);
    }
}
