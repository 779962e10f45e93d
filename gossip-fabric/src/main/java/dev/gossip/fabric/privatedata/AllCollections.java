package dev.gossip.fabric.privatedata;

import java.util.Optional;
import java.util.Set;

/**
 * The defined collections and the implicit one of each organisation, which only that organisation may hold: our own is
 * pushed as the configuration says, those of others never.
 */
record AllCollections(PrivateCollections defined, String ourselves, PrivateDataConfig config)
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
                namespace,
                collection,
                Set.of(owner),
                ours ? config.implicitRequiredPeerCount() : 0,
                ours ? config.implicitMaxPeerCount() : 0,
                0);
    }
}
