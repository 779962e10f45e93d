package dev.gossip.examples.bridge;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import java.util.Optional;

/**
 * A message as a port hears it: the payload alone, and who said it as far as the network tells.
 *
 * @param node the node that said it; present if {@code speaker} is {@link Speaker#NODE}
 */
public record Heard(Bytes payload, Speaker speaker, Optional<NodeId> node) {

    /** Who says something, seen from the node that the port lives on. */
    public enum Speaker {
        /** The port itself: what it said came back. */
        OURSELVES,
        /** A client of the port's own node, an SDK for example. */
        OUR_CLIENT,
        /** Another node, named. */
        NODE,
        /** The network does not tell. */
        UNKNOWN
    }

    /** What the port itself said. */
    public static Heard ourselves(Bytes payload) {
        return new Heard(payload, Speaker.OURSELVES, Optional.empty());
    }

    /** What a client of the port's node said. */
    public static Heard ourClient(Bytes payload) {
        return new Heard(payload, Speaker.OUR_CLIENT, Optional.empty());
    }

    /** What a node said, if it is known which. */
    public static Heard node(Bytes payload, Optional<NodeId> node) {
        return new Heard(payload, node.isPresent() ? Speaker.NODE : Speaker.UNKNOWN, node);
    }
}
