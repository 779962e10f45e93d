package dev.gossip.fabric.privatedata.collection;

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
     * These and the implicit collection of each organisation, which only its own members may hold: ours is pushed as given
     * here, those of others never.
     */
    default PrivateCollections withImplicit(String ourselves, int requiredPeerCount, int maximumPeerCount) {
        return new AllCollections(this, ourselves, requiredPeerCount, maximumPeerCount);
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
