package dev.gossip.fabric.codec;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import java.util.Optional;

/**
 * The private writes of one collection, pushed by the endorser (Fabric's PrivateDataMessage). Acknowledged if the message
 * has a correlation.
 *
 * @param namespace name of the chaincode
 * @param rwset the serialized read-write set of the collection
 * @param simulationHeight the endorser's ledger height at simulation (unsigned)
 * @param collectionConfigs the serialized configuration of exactly that collection
 */
public record PrivateData(
        String namespace,
        String collection,
        String txId,
        Bytes rwset,
        long simulationHeight,
        Optional<Bytes> collectionConfigs)
        implements Body {}
