package dev.gossip.orbs.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Recipients;
import dev.gossip.api.SendResult;
import dev.gossip.api.Verdict;
import dev.gossip.api.observe.DropReason;
import dev.gossip.orbs.codec.forward.ForwardedMessage;
import dev.gossip.orbs.codec.wire.PayloadFraming;
import dev.gossip.spi.NodeContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** An {@link OrbsPeer} whose node has started. Thread-safe. */
final class RunningOrbs {

    /** Payloads and bytes that forwarding adds to a message, generously. */
    private static final int FORWARD_PAYLOADS = 3;

    private static final int FORWARD_BYTES = 4_096;

    private final OrbsConfig config;
    private final TopologyHolder topology;
    private final Map<OrbsTopic, TopicWorker> workers;
    private final NodeContext context;
    private final OrbsMetrics metrics;
    private final Outlet outlet;
    private final Dialling dialling;
    private final ForwardNode forward;

    RunningOrbs(
            String endpoint,
            OrbsConfig config,
            TopologyHolder topology,
            Map<OrbsTopic, TopicWorker> workers,
            NodeContext context,
            OrbsCodec codec) {
        this.config = config;
        this.topology = topology;
        this.workers = workers;
        this.context = context;
        this.metrics = new OrbsMetrics(context.metrics(), endpoint, config.virtualChain());
        this.outlet = new Outlet(endpoint, context, codec, metrics);
        this.dialling = new Dialling(endpoint, context, config.reconnect());
        this.forward = new ForwardNode(config, topology, outlet, context, this::take);
    }

    /** On the control lane. */
    void start() {
        TopicWorker.Runtime runtime = new TopicWorker.Runtime(context.handlers(), this::lost);
        workers.values().forEach(worker -> worker.start(runtime));
        context.onBody(OrbsContent.class, (delivery, content) -> {
            take(delivery.from(), delivery.message());
            return CompletableFuture.completedFuture(Verdict.ACCEPT);
        });
        if (config.forwarding().enabled()) {
            forward.start();
        }
        context.onLinks(dialling);
        metrics.watch(
                config.virtualChain(),
                config.queues(),
                topic -> Objects.requireNonNull(workers.get(topic), "every topic has a worker")
                        .waiting(),
                outlet,
                topology);
        redial();
    }

    private void lost(DropReason reason, TopicWorker.Lost lost) {
        OrbsMessage message = lost.message();
        context.dropped(message.from(), reason, lost.detail());
        if (reason.equals(DropReason.HANDLER_FAILED)) {
            metrics.failed(message.topic());
        } else {
            metrics.dropped(message.topic());
        }
    }

    void stop() {
        workers.values().forEach(TopicWorker::stop);
        dialling.apply(Map.of());
    }

    void topologyChanged() {
        context.control().execute(this::redial);
    }

    /** A TLS handshake ended for want of a pinned key. */
    void untrusted(String detail) {
        outlet.dropped(Optional.empty(), DropReason.UNTRUSTED_IDENTITY, detail);
    }

    private void redial() {
        dialling.apply(topology.get().othersThan(config.node()));
    }

    private void take(LinkPeer from, Message message) {
        OrbsTopic topic = OrbsTopic.named(message.topic().name()).orElseThrow();
        if (message.body() instanceof OrbsContent content) {
            metrics.received(ForwardedMessage.bytesOf(content.payloads()));
            TopicWorker worker = workers.get(topic);
            if (worker != null) {
                worker.offer(new OrbsMessage(topic, content.type(), content.payloads(), from));
            }
        }
    }

    Map<NodeId, SendResult> send(OrbsTopic topic, Recipients recipients, OrbsContent content) {
        Message message = Message.of(topic.in(config.virtualChain()), content).withRecipients(recipients);
        List<Bytes> payloads = outlet.codec().payloads(message);
        List<NodeId> targets = targets(recipients);
        if (config.forwarding().applies(targets.size(), ForwardedMessage.bytesOf(payloads))
                && fitsForwarding(payloads)) {
            forward.send(payloads, targets);
            Map<NodeId, SendResult> results = new LinkedHashMap<>();
            targets.forEach(target -> results.put(target, SendResult.ACCEPTED));
            return results;
        }
        return outlet.send(targets, message);
    }

    private boolean fitsForwarding(List<Bytes> payloads) {
        return payloads.size() + FORWARD_PAYLOADS <= PayloadFraming.MAX_PAYLOADS
                && ForwardedMessage.bytesOf(payloads) + FORWARD_BYTES
                        <= config.queues().maxMessageBytes();
    }

    private List<NodeId> targets(Recipients recipients) {
        Set<NodeId> others = topology.get().othersThan(config.node()).keySet();
        if (recipients instanceof Recipients.Only only) {
            missing(only, others);
        }
        List<NodeId> targets = new ArrayList<>();
        others.stream().filter(recipients::include).forEach(targets::add);
        return targets;
    }

    private void missing(Recipients.Only only, Set<NodeId> others) {
        if (only.ids().isEmpty()) {
            outlet.dropped(Optional.empty(), OrbsDropReasons.EMPTY_LIST, "a message to an empty list goes nowhere");
        }
        for (NodeId id : only.ids()) {
            if (!others.contains(id) && !id.equals(config.node())) {
                outlet.dropped(
                        Optional.of(id),
                        OrbsDropReasons.UNKNOWN_RECIPIENT,
                        "the topology has no node " + id.hex() + "; the others get the message");
            }
        }
    }
}
