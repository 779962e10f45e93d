package dev.gossip.fabric.codec;

/**
 * Names private writes (Fabric's PvtDataDigest).
 *
 * @param txId empty in reconciliation requests
 * @param namespace name of the chaincode
 * @param block number of the block (unsigned)
 * @param transaction index of the transaction in its block (unsigned)
 */
public record PrivateDataDigest(String txId, String namespace, String collection, long block, long transaction) {}
