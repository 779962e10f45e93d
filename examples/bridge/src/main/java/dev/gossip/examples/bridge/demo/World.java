package dev.gossip.examples.bridge.demo;

import dev.gossip.amop.AmopStatus;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.Peer;
import dev.gossip.examples.bridge.Bridge;
import dev.gossip.examples.bridge.BridgeLimits;
import dev.gossip.examples.sdk.SdkProgram;
import dev.gossip.examples.sdk.SdkUnavailableException;
import dev.gossip.fabric.FabricPeer;
import dev.gossip.fisco.FiscoPeer;
import dev.gossip.orbs.codec.OrbsPeer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The three networks with a participant each, and the two nodes that can bridge them. Used by one thread. */
final class World implements AutoCloseable {

    private final Patience patience;
    private final List<AutoCloseable> running = new ArrayList<>();
    private final FiscoPeer fisco;
    private final GossipNode fiscoNode;
    private final GossipNode orbsNode;
    private final GossipNode channelNode;
    private FiscoPeer participantsPeer;
    private final List<BridgeNode> bridgeNodes = new ArrayList<>();
    private final List<Participant> participants = new ArrayList<>();

    World(GossipRuntime runtime, Patience patience) {
        this.patience = patience;
        Networks networks = new Networks(runtime);
        List<OrbsPlace> places = networks.orbsPlaces("service", "bridge-a", "bridge-b");
        fisco = networks.fisco("member");
        participantsPeer = fisco;
        fiscoNode =
                closing(fisco.configure(GossipNode.builder()).runtime(runtime).start());
        OrbsPeer orbs = networks.orbs(places.get(0));
        OrbsParticipant service = new OrbsParticipant(orbs);
        orbsNode = closing(orbs.configure(GossipNode.builder()).runtime(runtime).start());
        FabricPeer fabric = networks.fabric();
        channelNode =
                closing(fabric.configure(GossipNode.builder()).runtime(runtime).start());
        participants.add(service);
        participants.add(new ChannelParticipant(channelNode));
        for (int i = 1; i < places.size(); i++) {
            bridgeNodes.add(closing(BridgeNode.start(
                    networks.fisco("bridge" + i, fiscoNode.boundAddress(Names.FISCO)),
                    networks.orbs(places.get(i)),
                    networks.fabric(channelNode.boundAddress(Names.FABRIC)),
                    runtime)));
        }
    }

    private <T extends AutoCloseable> T closing(T resource) {
        running.add(0, resource);
        return resource;
    }

    /**
     * Lets somebody take part in FISCO BCOS.
     *
     * @param program the real SDK; without it an application on the member's node
     * @param atBridge whether the SDK connects to the second bridge's node instead of the member
     */
    void joinFisco(Optional<SdkProgram> program, boolean atBridge) throws SdkUnavailableException {
        BridgeNode second = bridgeNodes.get(1);
        GossipNode node = atBridge ? second.node() : fiscoNode;
        participantsPeer = atBridge ? second.fisco() : fisco;
        participants.add(
                0,
                program.isPresent()
                        ? closing(SdkParticipant.start(program.get(), node.boundAddress("rpc")))
                        : new AmopParticipant(fisco));
    }

    List<Participant> participants() {
        return participants;
    }

    /** Puts a bridge on the first node. */
    Bridge bridge(BridgeLimits limits) {
        return start(bridgeNodes.get(0).bridge().limits(limits).build());
    }

    /** Puts a bridge on each node; they know each other. */
    List<Bridge> bridges(BridgeLimits limits) {
        BridgeNode a = bridgeNodes.get(0);
        BridgeNode b = bridgeNodes.get(1);
        return List.of(start(a.bridgeBeside(b, 0, limits)), start(b.bridgeBeside(a, 1, limits)));
    }

    private Bridge start(Bridge bridge) {
        closing(bridge);
        return get(bridge.start());
    }

    /** @param bridged the nodes that have a bridge now, by their numbers from 0 */
    void awaitLinks(Set<Integer> bridged) {
        List<GossipNode> members = new ArrayList<>(List.of(orbsNode, channelNode));
        bridgeNodes.forEach(bridge -> members.add(bridge.node()));
        patience.await(
                "the nodes of Orbs and of the channel see each other",
                () -> members.stream().allMatch(node -> sees(node, Names.ORBS) && sees(node, Names.FABRIC)));
        Set<FiscoPeer> subscribed = new HashSet<>(Set.of(participantsPeer));
        bridged.forEach(number -> subscribed.add(bridgeNodes.get(number).fisco()));
        List<FiscoPeer> all = new ArrayList<>(List.of(fisco));
        bridgeNodes.forEach(bridge -> all.add(bridge.fisco()));
        patience.await(
                "the nodes of FISCO BCOS know who subscribed",
                () -> all.stream().allMatch(peer -> knows(peer, subscribed)));
    }

    /** Everybody of the network but itself, which is two others where the network has three nodes. */
    private static boolean sees(GossipNode node, String endpoint) {
        boolean member =
                node.describe().endpoints().stream().anyMatch(own -> own.name().equals(endpoint));
        long others = node.peers().all().stream()
                .filter(peer -> peer.endpoint().equals(endpoint) && isUp(peer))
                .count();
        return !member || others == 2;
    }

    private static boolean isUp(Peer peer) {
        return peer.endpoint().equals(Names.ORBS)
                ? peer.connected()
                : peer.alive() && peer.channel(Names.CHANNEL).isPresent();
    }

    private static boolean knows(FiscoPeer peer, Set<FiscoPeer> subscribed) {
        AmopStatus status = get(peer.amop().status());
        int own = subscribed.contains(peer) ? 1 : 0;
        return status.topics().size() == own && status.remoteTopics() == subscribed.size() - own;
    }

    private static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenPromise("interrupted");
        } catch (ExecutionException | TimeoutException e) {
            throw new BrokenPromise("a node or a bridge does not answer: " + e);
        }
    }

    @Override
    public void close() {
        for (AutoCloseable resource : running) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException("closing " + resource, e);
            }
        }
    }
}
