package dev.gossip.examples.demo.fabric;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.NodeEvent;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.OrganisationTrust;
import dev.gossip.examples.certs.DevelopmentOrganisation;
import dev.gossip.examples.certs.NodeCertificates;
import dev.gossip.examples.demo.FreeAddresses;
import dev.gossip.examples.demo.Signals;
import dev.gossip.fabric.FabricChannel;
import dev.gossip.fabric.FabricChannelConfig;
import dev.gossip.fabric.FabricPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Two organisations, their nodes and everything these have in common. Used by one thread. */
final class DemoNetwork implements AutoCloseable {

    static final String ORG1 = "Org1MSP";
    static final String ORG2 = "Org2MSP";

    private final GossipRuntime runtime;
    private final Signals signals;
    private final RecordedBlocks blocks;
    private final Refusals refusals;
    private final DevelopmentOrganisation org1;
    private final DevelopmentOrganisation org2;
    private final OrganisationTrust trust;
    private final FreeAddresses addresses = new FreeAddresses();
    private final List<DemoNode> nodes = new ArrayList<>();

    DemoNetwork(GossipRuntime runtime, Signals signals, RecordedBlocks blocks, Refusals refusals) {
        this.runtime = runtime;
        this.signals = signals;
        this.blocks = blocks;
        this.refusals = refusals;
        this.org1 = DevelopmentOrganisation.create(ORG1, runtime.time());
        this.org2 = DevelopmentOrganisation.create(ORG2, runtime.time());
        this.trust = OrganisationTrust.builder()
                .organisation(ORG1, org1.identityRoot())
                .organisation(ORG2, org2.identityRoot())
                .build(runtime.time());
    }

    /** Adds a node without starting it. */
    DemoNode add(String organisation, int number) {
        String name = "peer" + number + (organisation.equals(ORG1) ? ".org1" : ".org2");
        DemoNode node =
                new DemoNode(issue(organisation, name), addresses.next(), new CommitLog(signals::changed), this);
        nodes.add(node);
        return node;
    }

    /** An address of this machine at which nobody is. */
    PeerAddress newAddress() {
        return addresses.next();
    }

    NodeCertificates issue(String organisation, String name) {
        return (organisation.equals(ORG1) ? org1 : org2).issue(name, List.of());
    }

    /** TLS for a certificate of either organisation; both organisations' authorities are trusted. */
    JdkTlsContext tls(NodeCertificates certificates) {
        return JdkTlsContext.builder(certificates.tls().tls(org1.tlsRoot(), org2.tlsRoot()), runtime.time())
                .build();
    }

    DemoNode.Life bringUp(DemoNode node) {
        boolean receiving = node.organisation().equals(ORG1);
        EndpointConfig.Builder endpoint = EndpointConfig.named(DemoNode.ENDPOINT)
                .transport("netty")
                .listen(node.address().toString())
                .internal(node.address())
                .external(node.address())
                .seed(firstOf(node.organisation()).address())
                .identity(node.certificates().identity().localIdentity())
                .trust(trust)
                .tls(tls(node.certificates()));
        FabricPeer peer = FabricPeer.on(endpoint, DemoSettings.CONFIG);
        FabricChannel channel = peer.join(FabricChannelConfig.named(RecordedBlocks.CHANNEL)
                .organisations(ORG1, ORG2)
                .store(node.store())
                .orderers(blocks.orderers())
                .genesisHash(blocks.genesisHash())
                .anchor(ORG1, firstOf(ORG1).address())
                .anchor(ORG2, firstOf(ORG2).address())
                // Otherwise the second organisation would fetch what it is not pushed, and nobody could see the
                // difference.
                .transfer(receiving)
                .build());
        channel.onCommit(node.log());
        GossipNode running = peer.configure(GossipNode.builder())
                .runtime(runtime)
                .observer(event -> observe(node, event))
                .start();
        return new DemoNode.Life(peer, channel, running, running.id(DemoNode.ENDPOINT));
    }

    private void observe(DemoNode node, NodeEvent event) {
        refusals.observe(node.name(), event);
        signals.changed();
    }

    List<DemoNode> nodes() {
        return List.copyOf(nodes);
    }

    List<DemoNode> up() {
        return nodes.stream().filter(DemoNode::isUp).toList();
    }

    List<DemoNode> of(String organisation) {
        return nodes.stream()
                .filter(node -> node.organisation().equals(organisation))
                .toList();
    }

    private DemoNode firstOf(String organisation) {
        return of(organisation).get(0);
    }

    /** Whether every running node holds every other running node for alive. */
    boolean isComplete() {
        return missing(DemoNode::alive).isEmpty();
    }

    /** Whether every running node knows that every other running node takes part in the channel. */
    boolean isJoined() {
        return missing(DemoNode::channelMembers).isEmpty();
    }

    /** Who does not know whom yet, for the report. */
    String describeMissing(Function<DemoNode, Set<NodeId>> known) {
        List<String> missing = missing(known);
        return missing.isEmpty() ? "" : "; " + String.join(", ", missing);
    }

    private List<String> missing(Function<DemoNode, Set<NodeId>> known) {
        return up().stream()
                .flatMap(node -> {
                    Set<NodeId> others = known.apply(node);
                    return up().stream()
                            .filter(other -> other != node && !others.contains(other.id()))
                            .map(other -> node + " does not know " + other);
                })
                .toList();
    }

    @Override
    public void close() {
        nodes.forEach(DemoNode::kill);
    }
}
