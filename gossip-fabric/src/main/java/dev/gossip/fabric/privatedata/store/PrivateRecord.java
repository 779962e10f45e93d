package dev.gossip.fabric.privatedata.store;

import dev.gossip.api.Bytes;
import java.util.Optional;

/**
 * Private writes of a committed transaction that this node is entitled to.
 *
 * @param rwset the serialized read-write set, verified against the block; empty while it is missing
 * @param expiry forgotten when the block with this number is committed (unsigned; -1 means never)
 */
public record PrivateRecord(PrivateDataKey key, Optional<Bytes> rwset, long expiry) {}
