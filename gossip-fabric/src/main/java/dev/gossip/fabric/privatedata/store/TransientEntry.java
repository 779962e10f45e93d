package dev.gossip.fabric.privatedata.store;

import dev.gossip.api.Bytes;
import java.util.Optional;

/**
 * Private writes whose transaction is not in a block yet.
 *
 * @param height the chain's height when they were simulated, but never above our own (unsigned)
 * @param config the collection's serialized configuration that came with them
 */
public record TransientEntry(String txId, long height, PrivateWrites writes, Optional<Bytes> config) {

    /** What it counts against a limit, in bytes. */
    public long size() {
        return 256L
                + 2L
                        * (txId.length()
                                + writes.namespace().length()
                                + writes.collection().length())
                + writes.rwset().length()
                + config.map(Bytes::length).orElse(0);
    }
}
