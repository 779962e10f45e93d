package dev.gossip.fisco.sdk;

import dev.gossip.api.NodeId;

/**
 * One connected SDK, as of a moment.
 *
 * @param id of its link; several SDKs may share a certificate
 * @param topics in its list
 */
public record SdkStatus(String endpoint, NodeId id, SdkGeneration generation, int topics) {}
