package dev.gossip.orbs.codec;

import dev.gossip.api.NodeId;
import dev.gossip.spi.protocol.LinkControl;
import java.util.Optional;

/** Who is at the other end of a TLS connection, by the pinned key. */
final class Pins {

    private Pins() {}

    static Optional<NodeId> holder(LinkControl control, Topology topology) {
        return control.security().peerLeaf().map(OrbsNode::pinOf).flatMap(topology::holderOf);
    }
}
