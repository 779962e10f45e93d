package dev.gossip.chronos.json;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.api.observe.NodeEvent;
import dev.gossip.chronos.json.block.ChronosBlock;
import dev.gossip.core.InMemoryOrderedStore;
import dev.gossip.core.memory.MemoryTransport;
import dev.gossip.spi.transport.Transport;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;

/** Chronos nodes in virtual time; every frame takes {@link #HOP} on its way. */
final class ChronosNetwork implements AutoCloseable {

    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration HOP = Duration.ofMillis(1);

    final VirtualTime time = new VirtualTime();
    final VirtualRuntime runtime;
    final LossyTransport transport;
    private final Map<Integer, Node> nodes = new LinkedHashMap<>();

    ChronosNetwork(long seed) {
        runtime = new VirtualRuntime(time, seed);
        transport = new LossyTransport(new MemoryTransport(), HOP, runtime.newRandom("loss"));
    }

    static PeerAddress address(int number) {
        return PeerAddress.of("node" + number, 4_400);
    }

    static UnaryOperator<ChronosConfig> standard() {
        return UnaryOperator.identity();
    }

    /** A full mesh with its links up. */
    static ChronosNetwork mesh(int count, UnaryOperator<ChronosConfig> change, List<ChronosBlock> chain) {
        ChronosNetwork network = new ChronosNetwork(count);
        for (int i = 0; i < count; i++) {
            int[] others = java.util.stream.IntStream.range(0, count).toArray();
            network.start(i, change, chain, others);
        }
        network.untilLinked(count - 1);
        return network;
    }

    Node start(int number, UnaryOperator<ChronosConfig> change, List<ChronosBlock> chain, int... peers) {
        InMemoryOrderedStore store = new InMemoryOrderedStore();
        chain.forEach(block -> store.append(block.height(), block.json()));
        return start(number, change, store, peers);
    }

    Node start(int number, UnaryOperator<ChronosConfig> change, InMemoryOrderedStore store, int... peers) {
        EndpointConfig.Builder endpoint = EndpointConfig.named("chronos")
                .transport((Transport) transport)
                .listen(address(number).toString());
        for (int peer : peers) {
            if (peer != number) {
                endpoint.seed(address(peer));
            }
        }
        ChronosConfig config =
                ChronosConfig.of("wallet-" + number).withLimits(ChronosLimits.DEFAULT.withLinksPerHost(2_000));
        Node node = new Node(number, ChronosPeer.on(endpoint, change.apply(config), store), time);
        node.peer.listen(node);
        node.gossip = node.peer
                .configure(GossipNode.builder())
                .runtime(runtime)
                .metrics(node)
                .observer(node.events::add)
                .start();
        nodes.put(number, node);
        return node;
    }

    Node node(int number) {
        return nodes.get(number);
    }

    List<Node> all() {
        return List.copyOf(nodes.values());
    }

    void stop(int number) {
        nodes.remove(number).gossip.close();
        time.settle();
    }

    void advance(Duration span) {
        time.advance(span);
    }

    boolean until(BooleanSupplier condition) {
        return time.advanceUntil(condition, Duration.ofMinutes(5));
    }

    void untilLinked(int links) {
        if (!until(() -> all().stream().allMatch(node -> node.connected() == links))) {
            throw new AssertionError(
                    "links: " + all().stream().map(Node::connected).toList());
        }
    }

    @Override
    public void close() {
        all().forEach(node -> node.gossip.close());
        runtime.close();
    }

    /** One node and what happened to it. */
    static final class Node implements ChronosListener, MetricsSink {

        final int number;
        final ChronosPeer peer;
        final List<NodeEvent> events = new ArrayList<>();
        final Map<String, Long> receivedAt = new HashMap<>();
        final Map<String, Long> heldAt = new HashMap<>();
        final List<ChronosBlock> committed = new ArrayList<>();
        final Map<String, Long> counters = new TreeMap<>();
        private final VirtualTime time;
        GossipNode gossip;

        Node(int number, ChronosPeer peer, VirtualTime time) {
            this.number = number;
            this.peer = peer;
            this.time = time;
        }

        @Override
        public void received(ChronosBlock block) {
            receivedAt.put(block.hash(), time.nanoTime());
            heldAt.putIfAbsent(block.hash(), time.nanoTime());
        }

        @Override
        public void committed(ChronosBlock block) {
            committed.add(block);
            heldAt.putIfAbsent(block.hash(), time.nanoTime());
        }

        boolean has(ChronosBlock block) {
            return receivedAt.containsKey(block.hash());
        }

        int claims() {
            return peer.claims();
        }

        long connected() {
            return gossip.peers().all().stream()
                    .filter(peer -> peer.connected())
                    .count();
        }

        long sent(String code) {
            return counters.getOrDefault("chronos.sent code " + code, 0L);
        }

        long drops(DropReason reason) {
            return gossip.describe().drops().getOrDefault(reason.code(), 0L);
        }

        @Override
        public Counter counter(String name, String... tags) {
            String key = name + " " + String.join(" ", tags);
            return amount -> counters.merge(key, amount, Long::sum);
        }

        @Override
        public Timer timer(String name, String... tags) {
            return nanos -> {};
        }

        @Override
        public void gauge(String name, DoubleSupplier value, String... tags) {}
    }
}
