package dev.gossip.api;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An immutable typed map for what only one protocol or extension understands. */
public final class Attributes {

    private static final Attributes EMPTY = new Attributes(Map.of());

    private final Map<Key<?>, Object> values;

    private Attributes(Map<Key<?>, Object> values) {
        this.values = values;
    }

    /** No attributes. */
    public static Attributes empty() {
        return EMPTY;
    }

    /** The value under {@code key}, if any. */
    public <T> Optional<T> get(Key<T> key) {
        return Optional.ofNullable(values.get(key)).map(key.type()::cast);
    }

    /** A copy in which {@code key} has {@code value}. */
    public <T> Attributes with(Key<T> key, T value) {
        Map<Key<?>, Object> copy = new HashMap<>(values);
        copy.put(key, value);
        return new Attributes(Map.copyOf(copy));
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof Attributes that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    /**
     * A named, typed key; the owner declares it once as a constant. Keys of equal name and type are the same key, so
     * owners put their own name first, as in {@code fisco.ttl}.
     *
     * @param name kebab-case, with the owner's name as prefix
     * @param type class of the values; not a primitive one
     */
    public record Key<T>(String name, Class<T> type) {}
}
