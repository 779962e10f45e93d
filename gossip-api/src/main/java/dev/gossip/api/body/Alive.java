package dev.gossip.api.body;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import java.util.Optional;

/**
 * "I am alive", signed by its subject.
 *
 * @param external address announced to everybody; absent means invisible to other organisations
 * @param internal address for the own organisation; travels in a strippable attachment
 * @param metadata free bytes of the application
 * @param identity the subject's encoded identity, sent for a while after start so that strangers can verify
 */
public record Alive(
        NodeId subject,
        Optional<PeerAddress> external,
        Optional<PeerAddress> internal,
        LogicalTime time,
        Bytes metadata,
        Optional<Bytes> identity)
        implements Body {}
