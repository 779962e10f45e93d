package dev.gossip.api.body;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import java.util.List;

/**
 * A node's standing in the channel that the message's topic names, signed by that node.
 *
 * @param height number of ordered items held, which is the number of the next one (unsigned)
 * @param left whether the node has left the channel
 * @param services what runs on the channel at that node
 */
public record State(NodeId subject, LogicalTime time, long height, boolean left, List<Service> services)
        implements Body {

    public State {
        services = List.copyOf(services);
    }

    /** A named, versioned service (Fabric: a chaincode). */
    public record Service(String name, String version, Bytes metadata) {}
}
