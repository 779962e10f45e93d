package dev.gossip.examples.bridge.demo;

import dev.gossip.amop.AmopLimits;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipRuntime;
import dev.gossip.examples.bridge.AmopPort;
import dev.gossip.examples.bridge.Bridge;
import dev.gossip.examples.bridge.BridgeLimits;
import dev.gossip.examples.bridge.ChannelPort;
import dev.gossip.examples.bridge.OrbsPort;
import dev.gossip.fabric.FabricPeer;
import dev.gossip.fisco.FiscoPeer;
import dev.gossip.orbs.codec.OrbsPeer;

/** One node that takes part in all three networks; a bridge can be put on it. */
record BridgeNode(FiscoPeer fisco, OrbsPeer orbs, GossipNode node, GossipRuntime runtime) implements AutoCloseable {

    private static final int LARGEST = AmopLimits.DEFAULT.dataBytes();

    // tag::node[]
    static BridgeNode start(FiscoPeer fisco, OrbsPeer orbs, FabricPeer fabric, GossipRuntime runtime) {
        var builder = fabric.configure(orbs.configure(fisco.configure(GossipNode.builder())));
        GossipNode node = builder.runtime(runtime).router("fanout").start();
        return new BridgeNode(fisco, orbs, node, runtime);
    }

    Bridge.Builder bridge() {
        return Bridge.builder(runtime)
                .route(
                        "orders",
                        AmopPort.of(fisco.amop(), "orders", LARGEST),
                        OrbsPort.of(orbs, Names.ORBS_TOPIC, Names.ORBS_TYPE, LARGEST),
                        ChannelPort.of(node, "fabric", Names.CHANNEL_TOPIC, LARGEST));
    }
    // end::node[]

    // tag::beside[]
    /** @param rank 0 relays at once; 1 when the first bridge did not */
    Bridge bridgeBeside(BridgeNode other, int rank, BridgeLimits limits) {
        return bridge().otherBridges("fisco", other.node.id("fisco"))
                .otherBridges("orbs", other.node.id("orbs"))
                .otherBridges("fabric", other.node.id("fabric"))
                .rank(rank)
                .limits(limits)
                .build();
    }
    // end::beside[]

    @Override
    public void close() {
        node.close();
    }
}
