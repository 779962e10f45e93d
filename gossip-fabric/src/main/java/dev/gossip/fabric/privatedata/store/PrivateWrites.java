package dev.gossip.fabric.privatedata.store;

import dev.gossip.api.Bytes;

/**
 * The private writes of one transaction to one collection, as an endorser simulated them.
 *
 * @param namespace name of the chaincode
 * @param rwset the serialized read-write set of the collection (Fabric's KVRWSet)
 */
public record PrivateWrites(String namespace, String collection, Bytes rwset) {}
