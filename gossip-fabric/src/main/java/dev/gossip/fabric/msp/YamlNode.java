package dev.gossip.fabric.msp;

import dev.gossip.api.GossipException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What {@link YamlReader} understands of YAML: block mappings, block sequences of these, and plain or quoted texts on one
 * line. Everything else is refused, so that no file means something else here than to Fabric.
 */
sealed interface YamlNode {

    /** For error messages: file and line. */
    String place();

    /** A text; quotes are gone. */
    record Text(String place, String value) implements YamlNode {}

    record Sequence(String place, List<YamlNode> items) implements YamlNode {}

    record Mapping(String place, Map<String, YamlNode> entries) implements YamlNode {

        void requireKnown(Set<String> keys) {
            entries.keySet().stream()
                    .filter(key -> !keys.contains(key))
                    .findFirst()
                    .ifPresent(key -> {
                        throw fault("unknown key '" + key + "'; known are " + new TreeSet<>(keys));
                    });
        }

        <N extends YamlNode> Optional<N> find(String key, Class<N> shape) {
            return Optional.ofNullable(entries.get(key)).map(node -> node.as(shape));
        }

        /** The text under a key; an empty one counts as absent, as in Fabric. */
        Optional<String> text(String key) {
            return find(key, Text.class).map(Text::value).filter(value -> !value.isEmpty());
        }
    }

    static Mapping parse(String content, String source) {
        return new YamlReader(content, source).read();
    }

    default <N extends YamlNode> N as(Class<N> shape) {
        if (!shape.isInstance(this)) {
            throw fault("expected a " + shape.getSimpleName().toLowerCase(Locale.ROOT) + " here, not a "
                    + getClass().getSimpleName().toLowerCase(Locale.ROOT));
        }
        return shape.cast(this);
    }

    default GossipException fault(String what) {
        return new GossipException(place() + ": " + what);
    }
}
