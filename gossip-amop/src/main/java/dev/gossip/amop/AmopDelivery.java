package dev.gossip.amop;

import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import java.util.Optional;

/**
 * A message as a subscriber gets it.
 *
 * @param topic as it was published, so a private one with its prefix (see {@link PrivateNames})
 * @param multicast whether it went to all subscribers, so that no reply is awaited
 * @param from the publisher's node; empty if that is this one
 * @param attributes what only one protocol understands, handed through from the publisher
 */
public record AmopDelivery(String topic, Bytes data, boolean multicast, Optional<NodeId> from, Attributes attributes) {}
