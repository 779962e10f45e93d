package dev.gossip.orbs.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Recipients;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.api.observe.NodeEvent;
import dev.gossip.core.memory.MemoryTransport;
import dev.gossip.spi.transport.Transport;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;

/** Orbs nodes in virtual chain 42 over the memory transport, in virtual time. */
final class OrbsNetwork implements AutoCloseable {

    static final String ENDPOINT = "orbs";
    static final Duration SECOND = Duration.ofSeconds(1);

    final VirtualTime time = new VirtualTime();
    final VirtualRuntime runtime;
    final Map<String, Long> counters = new TreeMap<>();
    Transport transport = new MemoryTransport();
    private final Map<Integer, Node> nodes = new LinkedHashMap<>();

    OrbsNetwork(long seed) {
        runtime = new VirtualRuntime(time, seed);
    }

    /** {@code count} nodes that know each other, with their links up. */
    static OrbsNetwork of(int count) {
        return of(count, UnaryOperator.identity());
    }

    static OrbsNetwork of(int count, UnaryOperator<OrbsConfig> change) {
        OrbsNetwork network = new OrbsNetwork(count);
        for (int i = 0; i < count; i++) {
            network.start(i, change, nodes(0, count));
        }
        network.untilLinked();
        return network;
    }

    static NodeId id(int number) {
        byte[] id = new byte[20];
        id[0] = (byte) (number * 37 + 11);
        id[19] = (byte) number;
        return new NodeId(Bytes.wrap(id));
    }

    static PeerAddress address(int number) {
        return PeerAddress.of("node" + number, 4_400);
    }

    static OrbsNode member(int number) {
        return OrbsNode.of(id(number), address(number));
    }

    static List<OrbsNode> nodes(int from, int to) {
        List<OrbsNode> members = new ArrayList<>();
        for (int i = from; i < to; i++) {
            members.add(member(i));
        }
        return members;
    }

    static List<OrbsNode> members(int... numbers) {
        return Arrays.stream(numbers).mapToObj(OrbsNetwork::member).toList();
    }

    Node start(int number, UnaryOperator<OrbsConfig> change, List<OrbsNode> topology) {
        EndpointConfig.Builder endpoint = EndpointConfig.named(ENDPOINT)
                .transport(transport)
                .listen(address(number).toString());
        OrbsPeer peer = OrbsPeer.on(endpoint, change.apply(OrbsConfig.of(id(number), 42)))
                .topology(topology);
        Node node = new Node(number, peer);
        for (OrbsTopic topic : OrbsTopic.values()) {
            peer.subscribe(topic, "recorder", node.received::add);
        }
        node.gossip = peer.configure(GossipNode.builder())
                .runtime(runtime)
                .metrics(new Counting())
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

    void untilLinked() {
        boolean linked = until(() -> all().stream().allMatch(node -> node.links() == nodes.size() - 1));
        if (!linked) {
            throw new AssertionError(
                    "links of the nodes: " + all().stream().map(Node::links).toList());
        }
        time.settle();
    }

    @Override
    public void close() {
        all().forEach(node -> node.gossip.close());
        runtime.close();
    }

    /** One node and what happened to it. */
    static final class Node {

        final int number;
        final OrbsPeer peer;
        final List<OrbsMessage> received = new ArrayList<>();
        final List<NodeEvent> events = new ArrayList<>();
        GossipNode gossip;

        Node(int number, OrbsPeer peer) {
            this.number = number;
            this.peer = peer;
        }

        int links() {
            return gossip.describe().endpoints().get(0).links();
        }

        Map<NodeId, SendResult> send(Recipients recipients, String text) {
            return peer.send(OrbsTopic.TRANSACTION_RELAY, 1, recipients, List.of(Bytes.utf8(text)));
        }

        List<String> texts() {
            return received.stream()
                    .map(message -> message.payloads().get(0).utf8())
                    .toList();
        }

        long drops(DropReason reason) {
            return gossip.describe().drops().getOrDefault(reason.code(), 0L);
        }

        Set<NodeId> linked() {
            Set<NodeId> ids = new HashSet<>();
            gossip.peers().all().stream().filter(peer -> peer.connected()).forEach(peer -> ids.add(peer.id()));
            return ids;
        }
    }

    /** Counts of all nodes together. */
    private final class Counting implements MetricsSink {

        private final Map<String, Counter> handles = new HashMap<>();

        @Override
        public Counter counter(String name, String... tags) {
            return handles.computeIfAbsent(name, key -> amount -> counters.merge(key, amount, Long::sum));
        }

        @Override
        public Timer timer(String name, String... tags) {
            return nanos -> {};
        }

        @Override
        public void gauge(String name, DoubleSupplier value, String... tags) {}
    }
}
