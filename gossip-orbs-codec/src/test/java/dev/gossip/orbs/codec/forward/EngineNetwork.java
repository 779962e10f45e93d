package dev.gossip.orbs.codec.forward;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.testkit.VirtualNetwork;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Engines alone, over a network in virtual time in which every message takes 10 ms. */
final class EngineNetwork {

    static final Duration LATENCY = Duration.ofMillis(10);

    final VirtualTime time = new VirtualTime();
    final Map<Bytes, Node> nodes = new HashMap<>();
    final Set<Bytes> dead = new HashSet<>();
    final SortedSet<Bytes> members = new TreeSet<>();
    private final VirtualNetwork<Bytes, Runnable> wire;
    private final double uplink;

    EngineNetwork(int count, Forwarding config) {
        this(count, config, LATENCY, Double.POSITIVE_INFINITY);
    }

    /** @param uplink bytes of messages that a node sends each second */
    EngineNetwork(int count, Forwarding config, Duration latency, double uplink) {
        this.uplink = uplink;
        this.wire = new VirtualNetwork<Bytes, Runnable>(time, new SplittableRandom(1)).latency(latency, Duration.ZERO);
        for (int i = 0; i < count; i++) {
            byte[] id = new byte[Digests.SHORT_ID_BYTES];
            new SplittableRandom(i).nextBytes(id);
            members.add(Bytes.wrap(id));
        }
        members.forEach(id -> {
            nodes.put(id, new Node(id, config));
            wire.attach(id, (from, action) -> action.run());
        });
    }

    Node origin() {
        return nodes.get(members.first());
    }

    Set<Bytes> others() {
        Set<Bytes> others = new TreeSet<>(members);
        others.remove(members.first());
        return others;
    }

    void kill(Bytes id) {
        dead.add(id);
        wire.stop(id);
    }

    static List<Bytes> message(int bytes) {
        byte[] content = new byte[bytes];
        new SplittableRandom(bytes).nextBytes(content);
        return List.of(Bytes.utf8("header"), Bytes.wrap(content));
    }

    int dataSent() {
        return nodes.values().stream().mapToInt(node -> node.dataSent).sum();
    }

    /** One engine with its port. */
    final class Node implements ForwardPort {

        final Bytes id;
        final ForwardEngine engine;
        final List<List<Bytes>> delivered = new ArrayList<>();
        final List<DropReason> drops = new ArrayList<>();
        UnaryOperator<ForwardedMessage> tampering = UnaryOperator.identity();
        int dataSent;
        int announced;
        int pulls;
        long deliveredAt;
        private long uplinkFree;

        Node(Bytes id, Forwarding config) {
            this.id = id;
            this.engine = new ForwardEngine(config, 21 << 20, this);
        }

        void send(List<Bytes> payloads, Set<Bytes> recipients) {
            engine.send(Digests.of(payloads), payloads, recipients);
        }

        void receive(ForwardedMessage message) {
            if (!Digests.of(message.payloads()).equals(message.record().digest())) {
                dropped(ForwardDropReasons.DIGEST_MISMATCH, "");
            } else {
                engine.onData(LinkPeer.unknown("orbs", PeerAddress.of("test", 1)), message);
            }
        }

        @Override
        public Bytes self() {
            return id;
        }

        @Override
        public SortedSet<Bytes> members() {
            return members;
        }

        @Override
        public boolean isLinked(Bytes node) {
            return members.contains(node) && !dead.contains(node);
        }

        @Override
        public void data(List<Bytes> targets, ForwardedMessage message) {
            ForwardedMessage sent = tampering.apply(message);
            dataSent += targets.size();
            targets.forEach(target -> upload(
                    message, () -> wire.send(id, target, () -> nodes.get(target).receive(sent))));
        }

        private void upload(ForwardedMessage message, Runnable done) {
            long nanos = (long) (message.record().bytes() / uplink * 1e9);
            uplinkFree = Math.max(uplinkFree, time.nanoTime()) + nanos;
            time.schedule(Duration.ofNanos(uplinkFree - time.nanoTime()), done);
        }

        @Override
        public void announce(List<Bytes> targets, ForwardRecord record) {
            announced += targets.size();
            targets.forEach(target ->
                    wire.send(id, target, () -> nodes.get(target).engine.onAnnounce(record)));
        }

        @Override
        public void pull(Bytes target, ForwardRecord record) {
            pulls++;
            wire.send(id, target, () -> nodes.get(target).engine.onPull(record));
        }

        @Override
        public void deliver(LinkPeer from, List<Bytes> payloads) {
            delivered.add(payloads);
            deliveredAt = time.nanoTime();
        }

        @Override
        public boolean isRecipient(Bytes header, Bytes node) {
            return true;
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            return time.schedule(delay, task);
        }

        @Override
        public long nanoTime() {
            return time.nanoTime();
        }

        @Override
        public void dropped(DropReason reason, String detail) {
            drops.add(reason);
        }
    }
}
