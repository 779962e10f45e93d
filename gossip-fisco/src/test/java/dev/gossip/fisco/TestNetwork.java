package dev.gossip.fisco;

import dev.gossip.amop.AmopHandler;
import dev.gossip.amop.AmopResult;
import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.NodeEvent;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.Keccak256;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.fisco.codec.FiscoProtocol;
import dev.gossip.fisco.codec.p2p3.P2p3Packets;
import dev.gossip.spi.Extension;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/** Nodes of generation 3 in virtual time, each linked to those that it dials. */
final class TestNetwork implements AutoCloseable {

    final VirtualTime time = new VirtualTime();
    /** Of nodes that start from now on. */
    FiscoConfig config = FiscoConfig.DEFAULT;

    private final VirtualRuntime runtime;
    private final DevelopmentCa ca = DevelopmentCa.create("agency", time);
    private final Map<String, Long> drops = new ConcurrentHashMap<>();
    private final Map<String, Member> members = new HashMap<>();
    /** A node that starts again is the same one. */
    private final Map<String, LocalIdentity> identities = new HashMap<>();

    private final List<GossipNode> others = new ArrayList<>();

    TestNetwork() {
        this(7);
    }

    TestNetwork(long seed) {
        runtime = new VirtualRuntime(time, seed);
    }

    final class Member {
        final FiscoPeer peer;
        final GossipNode node;
        final NodeId id;
        final List<String> heard = new ArrayList<>();

        private Member(FiscoPeer peer, GossipNode node) {
            this.peer = peer;
            this.node = node;
            this.id = node.describe().endpoints().get(0).self();
        }

        void subscribe(String topic, String reply) {
            result(peer.amop().subscribe(topic, AmopHandler.of(delivery -> {
                heard.add(delivery.data().utf8());
                return Bytes.utf8(reply);
            })));
        }

        /** A subscriber that never answers. */
        void mute(String topic) {
            result(peer.amop().subscribe(topic, delivery -> new CompletableFuture<>()));
        }

        String publish(String topic, String text) {
            AmopResult result = result(peer.amop().publish(topic, Bytes.utf8(text)));
            return result instanceof AmopResult.Answered answered
                    ? answered.reply().data().utf8()
                    : ((AmopResult.Failed) result).failure().reason().toString();
        }
    }

    Member start(String name, Map<String, String> settings, String... dials) {
        return start(name, settings, (peer, endpoint) -> peer.p2p(endpoint), dials);
    }

    Member start(
            String name,
            Map<String, String> settings,
            BiFunction<FiscoPeer, EndpointConfig.Builder, FiscoPeer> joining,
            String... dials) {
        EndpointConfig.Builder endpoint = endpoint(name, dials);
        settings.forEach(endpoint::setting);
        FiscoPeer peer = joining.apply(FiscoPeer.create(config), endpoint);
        GossipNode node = peer.configure(GossipNode.builder().runtime(runtime).observer(event -> {
                    if (event instanceof NodeEvent.Dropped dropped) {
                        drops.merge(name + " " + dropped.reason().code(), 1L, Long::sum);
                    }
                }))
                .start();
        Member member = new Member(peer, node);
        members.put(name, member);
        return member;
    }

    private EndpointConfig.Builder endpoint(String name, String... dials) {
        EndpointConfig.Builder endpoint = EndpointConfig.named("p2p")
                .transport("memory")
                .listen(name + ":1")
                .setting("allowPlaintext", "true")
                .identity(identities.computeIfAbsent(
                        name, other -> ca.issue(NodeSpec.peer(other)).localIdentity()));
        for (String other : dials) {
            endpoint.seed(PeerAddress.of(other, 1));
        }
        return endpoint;
    }

    /** A node that speaks the protocol and knows nothing but what the extension does. */
    GossipNode bare(String name, Extension extension, String... dials) {
        FiscoProtocol protocol =
                new FiscoProtocol(P2p3Packets.DEFAULT_MAX_BYTES, Optional.of(Keccak256::of), opened -> {});
        GossipNode node = GossipNode.builder()
                .runtime(runtime)
                .endpoint(endpoint(name, dials).protocol(protocol).build())
                .extension(extension)
                .start();
        others.add(node);
        return node;
    }

    Member start(String name, String... dials) {
        return start(name, Map.of(), dials);
    }

    /** How often this node dropped something for this reason. */
    long drops(String name, String reason) {
        return drops.getOrDefault(name + " " + reason, 0L);
    }

    void stop(String name) {
        members.remove(name).node.close();
    }

    boolean within(Duration limit, BooleanSupplier condition) {
        return time.advanceUntil(condition, limit);
    }

    <T> T result(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        time.advanceUntil(future::isDone, Duration.ofMinutes(2));
        return future.join();
    }

    @Override
    public void close() {
        members.values().forEach(member -> member.node.close());
        others.forEach(GossipNode::close);
    }
}
