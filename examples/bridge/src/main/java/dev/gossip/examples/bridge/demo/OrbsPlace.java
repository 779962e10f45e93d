package dev.gossip.examples.bridge.demo;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.TimeSource;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.IssuedNode;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.orbs.codec.OrbsNode;
import dev.gossip.spi.crypto.TlsContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A node's entry in the topology of the virtual chain, which is known before it runs; and the key that is pinned there. */
record OrbsPlace(OrbsNode node, TlsContext tls) {

    static OrbsPlace create(String name, TimeSource time) {
        DevelopmentCa authority = DevelopmentCa.create(name, time);
        IssuedNode issued = authority.issue(NodeSpec.peer(name));
        return new OrbsPlace(
                OrbsNode.of(new NodeId(Bytes.utf8(name)), freeAddress()).pinned(OrbsNode.pinOf(issued.certificate())),
                JdkTlsContext.builder(issued.tls(authority.certificate()), time).build());
    }

    private static PeerAddress freeAddress() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return PeerAddress.of("127.0.0.1", socket.getLocalPort());
        } catch (IOException e) {
            throw new GossipException("no free port on the loopback address: " + e, e);
        }
    }
}
