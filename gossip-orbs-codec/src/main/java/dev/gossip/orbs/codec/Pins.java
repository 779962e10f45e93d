package dev.gossip.orbs.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.spi.protocol.LinkControl;
import java.util.Optional;

/** Who is at the other end of a TLS connection, by its key. */
final class Pins {

    private static final int ID_BYTES = 20;

    private Pins() {}

    /** With mutual TLS the node to which the topology pins the key; without a topology the node that the key alone names. */
    static Optional<NodeId> proven(LinkControl control, OrbsConfig config, Topology topology) {
        Optional<Bytes> pin = control.security().peerLeaf().map(OrbsNode::pinOf);
        if (config.mutualTls()) {
            return pin.flatMap(topology::holderOf);
        }
        return topology.isEmpty() ? pin.map(Pins::idOf) : Optional.empty();
    }

    /** The id of a node that is given none: the first 20 bytes of its key's pin. */
    static NodeId idOf(Bytes pin) {
        return new NodeId(pin.slice(0, ID_BYTES));
    }
}
