package dev.gossip.fabric.privatedata;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The collections of one channel, as its lifecycle defines them. Implicit collections of organisations need not be given.
 * Thread-safe; must not block.
 */
@FunctionalInterface
public interface PrivateCollections {

    /** Only the implicit ones. */
    PrivateCollections NONE = (namespace, collection) -> Optional.empty();

    /** The collection as it is defined now; empty if there is none. */
    Optional<PrivateCollection> current(String namespace, String collection);

    /** The collection as it was defined when {@code block} (unsigned) was committed. By default as it is now. */
    default Optional<PrivateCollection> at(String namespace, String collection, long block) {
        return current(namespace, collection);
    }

    /**
     * Collections that do not change.
     *
     * @throws IllegalArgumentException if two have the same name in the same namespace
     */
    static PrivateCollections of(PrivateCollection... collections) {
        Map<String, PrivateCollection> byName = new HashMap<>();
        for (PrivateCollection each : collections) {
            if (byName.put(each.namespace() + "/" + each.name(), each) != null) {
                throw new IllegalArgumentException(
                        "collection '" + each.name() + "' of '" + each.namespace() + "' is given twice");
            }
        }
        return (namespace, collection) -> Optional.ofNullable(byName.get(namespace + "/" + collection));
    }
}
