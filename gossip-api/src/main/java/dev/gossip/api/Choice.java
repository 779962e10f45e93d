package dev.gossip.api;

import java.util.Optional;

/**
 * How a provider is chosen: a given instance, a name, or left to the registry (the only usable candidate above priority
 * 0, else the highest unique priority).
 */
public record Choice<T>(Optional<T> instance, Optional<String> name) {

    /** Leaves the choice to the registry. */
    public static <T> Choice<T> any() {
        return new Choice<>(Optional.empty(), Optional.empty());
    }

    /** The provider called {@code name}. */
    public static <T> Choice<T> named(String name) {
        return new Choice<>(Optional.empty(), Optional.of(name));
    }

    /** Exactly this instance. */
    public static <T> Choice<T> of(T instance) {
        return new Choice<>(Optional.of(instance), Optional.empty());
    }
}
