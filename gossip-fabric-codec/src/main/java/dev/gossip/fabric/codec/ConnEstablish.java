package dev.gossip.fabric.codec;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;

/**
 * The greeting of a connection, sent by both sides at once (Fabric's ConnEstablish).
 *
 * @param identity the sender's serialized identity
 * @param tlsCertHash digest of the sender's own TLS leaf certificate; empty without TLS
 * @param probe asks for the other side's greeting only; the connection ends afterwards
 */
public record ConnEstablish(NodeId subject, Bytes identity, Bytes tlsCertHash, boolean probe) implements Body {}
