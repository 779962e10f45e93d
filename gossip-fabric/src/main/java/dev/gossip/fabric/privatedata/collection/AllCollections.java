package dev.gossip.fabric.privatedata.collection;

import java.util.Optional;
import java.util.Set;

/**
 * The defined collections and the implicit one of each organisation, which only that organisation may hold: our own is
 * pushed as the configuration says, those of others never.
 */
record AllCollections(PrivateCollections defined, String ourselves, int requiredPeerCount, int maximumPeerCount)
        implements PrivateCollections {

    @Override
    public Optional<PrivateCollection> current(String namespace, String collection) {
        return PrivateCollection.isImplicit(collection)
                ? Optional.of(implicit(namespace, collection))
                : defined.current(namespace, collection);
    }

    @Override
    public Optional<PrivateCollection> at(String namespace, String collection, long block) {
        return PrivateCollection.isImplicit(collection)
                ? Optional.of(implicit(namespace, collection))
                : defined.at(namespace, collection, block);
    }

    private PrivateCollection implicit(String namespace, String collection) {
        String owner = PrivateCollection.implicitOwner(collection);
        boolean ours = owner.equals(ourselves);
        return PrivateCollection.of(
                namespace, collection, Set.of(owner), ours ? requiredPeerCount : 0, ours ? maximumPeerCount : 0, 0);
    }
}
