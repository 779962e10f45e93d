package dev.gossip.api;

/**
 * What a message says. Neutral bodies are records in {@link dev.gossip.api.body}; protocols and extensions define
 * further public records. Each protocol declares which bodies it can carry; a node that needs another one fails to
 * build.
 */
public interface Body {

    /** Short kebab-case name for logs, metrics and reports. */
    default String bodyName() {
        return getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * Whether this is payload rather than what keeps the network together. Payload is refused on a congested link while
     * control messages may still use the reserve.
     */
    default boolean isBulk() {
        return false;
    }
}
