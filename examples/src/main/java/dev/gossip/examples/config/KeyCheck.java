package dev.gossip.examples.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gossip.api.GossipException;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Refuses keys that the configuration's records do not have. A pass of its own, before values are read, because a mistyped
 * key would otherwise be reported as the lack of the right one.
 */
final class KeyCheck {

    private final String file;
    private final JsonParser parser;

    KeyCheck(String file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /** @throws GossipException naming the first unknown key, its line, and the nearest known one */
    void check(Class<? extends Record> root) throws IOException {
        parser.nextToken();
        value(root, "");
    }

    /** Values of the wrong form are left to the mapper, which says so. */
    private void value(Type type, String path) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT && type instanceof Class<?> owner && owner.isRecord()) {
            section(owner, path);
        } else if (parser.currentToken() == JsonToken.START_ARRAY
                && type instanceof ParameterizedType list
                && list.getRawType() instanceof Class<?> raw
                && Collection.class.isAssignableFrom(raw)) {
            for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
                value(list.getActualTypeArguments()[0], path + "[" + index + "]");
            }
        } else {
            parser.skipChildren();
        }
    }

    private void section(Class<?> owner, String path) throws IOException {
        Map<String, RecordComponent> known = Arrays.stream(owner.getRecordComponents())
                .collect(Collectors.toMap(RecordComponent::getName, component -> component));
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String full = path.isEmpty() ? key : path + "." + key;
            if (!known.containsKey(key)) {
                throw unknown(key, full, new TreeSet<>(known.keySet()));
            }
            RecordComponent component = known.get(key);
            if (parser.nextToken() == JsonToken.VALUE_NULL && isAbsentOrList(component)) {
                throw new GossipException(place() + "key '" + full
                        + "' has no value; write [] for an empty list, or leave it out, which means something else");
            }
            value(component.getGenericType(), full);
        }
    }

    /** A list whose absence is no empty list. */
    private static boolean isAbsentOrList(RecordComponent component) {
        return Collection.class.isAssignableFrom(component.getType())
                && component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private String place() {
        return file + ":" + parser.currentTokenLocation().getLineNr() + ": ";
    }

    private GossipException unknown(String key, String full, Set<String> known) {
        String nearest = NearestName.of(key, known).orElseThrow();
        return new GossipException(
                place() + "unknown key '" + full + "'; did you mean '" + nearest + "'? Known here are " + known);
    }
}
