package dev.gossip.examples.bridge.demo;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.core.InMemoryOrderedStore;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.fabric.FabricChannelConfig;
import dev.gossip.fabric.FabricConfig;
import dev.gossip.fabric.FabricPeer;
import dev.gossip.fabric.block.OrdererSigners;
import dev.gossip.fisco.FiscoConfig;
import dev.gossip.fisco.FiscoPeer;
import dev.gossip.orbs.codec.OrbsConfig;
import dev.gossip.orbs.codec.OrbsPeer;
import dev.gossip.orbs.codec.Reconnect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * How a node takes part in each of the three networks: a chain of FISCO BCOS 3.x in plain text, a virtual chain of Orbs whose
 * nodes prove their pinned keys, and a Fabric channel with mutual TLS and signatures. All on loopback sockets.
 */
final class Networks {

    private static final FiscoConfig FISCO = FiscoConfig.DEFAULT.withReconnect(Duration.ofSeconds(1));
    private static final FabricConfig FABRIC = FabricConfig.DEFAULT.shortened(5);

    private final GossipRuntime runtime;
    private final DevelopmentCa agency;
    private final DevelopmentCa organisation;
    private final Collection<OrbsPlace> places = new ArrayList<>();

    Networks(GossipRuntime runtime) {
        this.runtime = runtime;
        this.agency = DevelopmentCa.create("agency", runtime.time());
        this.organisation = DevelopmentCa.create(Names.ORGANISATION, runtime.time());
    }

    GossipRuntime runtime() {
        return runtime;
    }

    /** A node with links to these, and an endpoint for SDKs. */
    FiscoPeer fisco(String name, PeerAddress... others) {
        EndpointConfig.Builder p2p = EndpointConfig.named(Names.FISCO)
                .transport("netty")
                .listen("127.0.0.1:0")
                .setting("generation", "3")
                .setting("allowPlaintext", "true")
                .identity(agency.issue(NodeSpec.peer(name)).localIdentity());
        Arrays.stream(others).forEach(p2p::seed);
        return FiscoPeer.create(FISCO)
                .p2p(p2p)
                .websocket(EndpointConfig.named("rpc")
                        .transport("websocket")
                        .listen("127.0.0.1:0")
                        .setting("allowPlaintext", "true"));
    }

    /** All nodes that will ever be in the virtual chain. */
    List<OrbsPlace> orbsPlaces(String... names) {
        for (String name : names) {
            places.add(OrbsPlace.create(name, runtime.time()));
        }
        return List.copyOf(places);
    }

    OrbsPeer orbs(OrbsPlace place) {
        EndpointConfig.Builder endpoint = EndpointConfig.named(Names.ORBS)
                .transport("netty")
                .listen(place.node().address().toString())
                .tls(place.tls());
        OrbsConfig config = OrbsConfig.of(place.node().id(), Names.VIRTUAL_CHAIN)
                .withReconnect(Reconnect.every(Duration.ofMillis(200)))
                .withMutualTls();
        return OrbsPeer.on(endpoint, config)
                .topology(places.stream().map(OrbsPlace::node).toList());
    }

    /** A peer of the organisation that has joined the channel. */
    FabricPeer fabric(PeerAddress... seeds) {
        EndpointConfig.Builder endpoint = organisation
                .equip(EndpointConfig.named(Names.FABRIC), "localhost")
                .transport("netty")
                .listen("localhost:0")
                .setting("application", "true");
        Arrays.stream(seeds).forEach(endpoint::seed);
        FabricPeer peer = FabricPeer.on(endpoint, FABRIC);
        peer.join(FabricChannelConfig.named(Names.CHANNEL)
                .organisations(Names.ORGANISATION)
                .store(new InMemoryOrderedStore())
                .orderers(OrdererSigners.certificates("OrdererMSP", List.of(organisation.certificate())))
                .build());
        return peer;
    }
}
