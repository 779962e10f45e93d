package dev.gossip.fabric.privatedata;

import dev.gossip.fabric.codec.PrivateDataDigest;
import dev.gossip.fabric.privatedata.collection.PrivateCollection;
import dev.gossip.fabric.privatedata.store.PrivateDataKey;

/**
 * Private writes to be fetched: which, by what they are proven, and by which rules others hold them.
 *
 * @param digest as it is asked for; responses echo it unchanged, so equality finds what they belong to
 */
record Wanted(BlockWrites.Hashed writes, PrivateDataDigest digest, PrivateCollection collection) {

    /** Around the commit peers may hold it under its transaction only; later under its block. */
    static Wanted of(BlockWrites.Hashed writes, PrivateCollection collection, boolean reconciling) {
        PrivateDataKey key = writes.key();
        return new Wanted(
                writes,
                new PrivateDataDigest(
                        reconciling ? "" : writes.txId(),
                        key.namespace(),
                        key.collection(),
                        key.block(),
                        key.transaction()),
                collection);
    }

    PrivateDataKey key() {
        return writes.key();
    }
}
