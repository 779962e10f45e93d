package dev.gossip.pull;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.SendResult;
import dev.gossip.api.body.Digest;
import dev.gossip.api.body.Hello;
import dev.gossip.api.body.Request;
import dev.gossip.api.body.Update;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.testkit.VirtualNetwork;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Engines in one virtual network, each of which knows all others. */
final class PullNetwork {

    final VirtualTime time = new VirtualTime();
    final VirtualNetwork<NodeId, Body> wire;
    final List<Node> nodes = new ArrayList<>();
    final Map<DropReason, Integer> drops = new HashMap<>();
    long itemsCarried;

    /** Engines start spread over one interval, as nodes of a real network do. */
    PullNetwork(int size, PullConfig config, RandomGenerator seeds) {
        wire = new VirtualNetwork<>(time, new SplittableRandom(seeds.nextLong()));
        for (int i = 0; i < size; i++) {
            nodes.add(new Node(Items.node(i), config, new SplittableRandom(seeds.nextLong())));
        }
        for (Node node : nodes) {
            long phase = seeds.nextLong(config.pullInterval().toNanos());
            time.schedule(Duration.ofNanos(phase), node.engine::start);
        }
    }

    boolean allHold(Bytes id) {
        return nodes.stream().allMatch(node -> node.store.contains(id));
    }

    final class Node implements PullPort {

        final NodeId id;
        final MemoryItems store = new MemoryItems();
        final PullEngine engine;

        Node(NodeId id, PullConfig config, RandomGenerator random) {
            this.id = id;
            PullSpec spec = PullSpec.of(Items.TYPE, Items.ENDPOINT, Items.CHANNEL, store, Items::idOf)
                    .config(config)
                    .build();
            engine = new PullEngine(spec, this, random, PullMeter.of(MetricsSink.NONE, spec));
            wire.attach(id, this::receive);
        }

        private void receive(NodeId from, Body body) {
            LinkPeer link = Items.link(from);
            Function<Body, SendResult> reply = answer -> {
                send(from, answer);
                return SendResult.ACCEPTED;
            };
            if (body instanceof Hello hello) {
                engine.onHello(link, hello, reply);
            } else if (body instanceof Digest digest) {
                engine.onDigest(link, digest);
            } else if (body instanceof Request request) {
                engine.onRequest(link, request, reply);
            } else if (body instanceof Update update) {
                itemsCarried += update.items().size();
                engine.onUpdate(link, update);
            }
        }

        @Override
        public long nanoTime() {
            return time.nanoTime();
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            return time.schedule(delay, task);
        }

        @Override
        public List<NodeId> partners() {
            return nodes.stream()
                    .map(node -> node.id)
                    .filter(other -> !other.equals(id))
                    .toList();
        }

        @Override
        public boolean send(NodeId target, Body body) {
            wire.send(id, target, body);
            return true;
        }

        @Override
        public void dropped(LinkPeer from, DropReason reason, String detail) {
            drops.merge(reason, 1, Integer::sum);
        }
    }
}
