package dev.gossip.membership;

import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.body.Alive;
import dev.gossip.testkit.VirtualNetwork;
import dev.gossip.testkit.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Many engines in virtual time; everything follows from one seed. */
final class SimWorld {

    private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(3);

    record Death(int observer, NodeId subject, Duration at, Duration afterLastHeard) {}

    final VirtualTime time = new VirtualTime();
    final VirtualNetwork<Integer, SimNode.Packet> network;
    final Map<Integer, SimNode> running = new TreeMap<>();
    final List<Death> deaths = new ArrayList<>();
    /** Made once per node, because millions of messages need them. */
    private final List<NodeId> ids = new ArrayList<>();

    private final List<LinkPeer> links = new ArrayList<>();
    private final SplittableRandom random;
    private final MembershipConfig config;

    SimWorld(long seed, MembershipConfig config) {
        this.random = new SplittableRandom(seed);
        this.config = config;
        this.network = new VirtualNetwork<Integer, SimNode.Packet>(time, random.split())
                .latency(Duration.ofMillis(5), Duration.ofMillis(50));
    }

    SimWorld(long seed) {
        this(seed, MembershipConfig.DEFAULT);
    }

    /** Starts nodes 0 to count - 1, a moment apart; nodes 0 and 1 are the seeds of all. */
    SimWorld startAll(int count) {
        for (int i = 0; i < count; i++) {
            start(i, Duration.ZERO);
            time.advance(Duration.ofMillis(random.nextInt(50)));
        }
        return this;
    }

    SimNode start(int number, Duration clockOffset) {
        SimNode node = new SimNode(this, number, config, random.split(), clockOffset);
        network.attach(number, node::receive);
        running.put(number, node);
        for (int next = ids.size(); next <= number; next++) {
            ids.add(Statements.id(next));
            links.add(Statements.link(next));
        }
        node.join(List.of(0, 1));
        return node;
    }

    /** One more than the highest number of a node. */
    int everStarted() {
        return ids.size();
    }

    NodeId id(int number) {
        return ids.get(number);
    }

    LinkPeer link(int number) {
        return links.get(number);
    }

    /** Ends a node without a word: nobody sees a link close. */
    void crash(int number) {
        network.stop(number);
        running.remove(number).engine.stop();
    }

    boolean everybodyKnowsEverybody() {
        return running.values().stream()
                .allMatch(node -> node.engine.table().aliveCount() == running.size() - 1
                        && node.engine.table().alive().stream()
                                .allMatch(member -> running.containsKey(number(member.id()))));
    }

    boolean converges(Duration limit) {
        return time.advanceUntil(this::everybodyKnowsEverybody, limit);
    }

    void inject(int to, Alive said) {
        network.send(to, to, new SimNode.Packet(0, false, Statements.sealed(said)));
    }

    void died(SimNode observer, NodeId subject) {
        long heard = observer.engine.table().find(subject).orElseThrow().heardNanos();
        deaths.add(new Death(
                observer.number,
                subject,
                Duration.ofNanos(time.nanoTime()),
                Duration.ofNanos(time.nanoTime() - heard)));
    }

    CompletionStage<LinkPeer> dial(SimNode from, PeerAddress address, Optional<NodeId> expected) {
        CompletableFuture<LinkPeer> link = new CompletableFuture<>();
        int to = Integer.parseInt(address.host().substring(1));
        boolean reachable = running.containsKey(to) && network.reachable(from.number, to);
        time.schedule(reachable ? Duration.ofMillis(20) : DIAL_TIMEOUT, () -> {
            if (reachable && running.containsKey(to)) {
                from.engine.linkUp(Statements.link(to), true);
                running.get(to).engine.linkUp(Statements.link(from.number), false);
                time.schedule(Duration.ofMillis(1), () -> link.complete(Statements.link(to)));
                // Links are not modelled further: datagrams need none, and each dial is a new one.
                time.schedule(Duration.ofMillis(2), () -> unlink(from, to));
            } else {
                from.engine.dialFailed(address, expected, "timed out");
                link.completeExceptionally(new IOException("timed out"));
            }
        });
        return link;
    }

    private void unlink(SimNode from, int to) {
        from.engine.linkDown(Statements.link(to));
        SimNode other = running.get(to);
        if (other != null) {
            other.engine.linkDown(Statements.link(from.number));
        }
    }

    static int number(NodeId id) {
        return (int) id.value().asReadOnlyBuffer().getLong();
    }
}
