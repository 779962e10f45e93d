package dev.gossip.fabric.privatedata;

import dev.gossip.fabric.privatedata.collection.PrivateCollections;
import dev.gossip.fabric.privatedata.store.InMemoryPrivateDataStore;
import dev.gossip.fabric.privatedata.store.InMemoryTransientStore;
import dev.gossip.fabric.privatedata.store.PrivateDataStore;
import dev.gossip.fabric.privatedata.store.TransientStore;

/**
 * What a channel needs to take part in private data. The stores are closed by their maker.
 *
 * @param collections the channel's collections, implicit ones apart
 * @param pending where pushed data waits for its block
 * @param store the private data of committed blocks
 */
public record PrivateDataSetup(PrivateCollections collections, TransientStore pending, PrivateDataStore store) {

    /** Everything on the heap, each store with a limit of {@code maxBytes}; forgotten when the process ends. */
    public static PrivateDataSetup inMemory(PrivateCollections collections, long maxBytes) {
        return new PrivateDataSetup(
                collections, new InMemoryTransientStore(maxBytes), new InMemoryPrivateDataStore(maxBytes));
    }
}
