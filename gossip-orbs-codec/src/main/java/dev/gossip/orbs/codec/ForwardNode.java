package dev.gossip.orbs.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.observe.DropReason;
import dev.gossip.orbs.codec.OrbsCodec.Decoded;
import dev.gossip.orbs.codec.forward.Digests;
import dev.gossip.orbs.codec.forward.ForwardDropReasons;
import dev.gossip.orbs.codec.forward.ForwardEngine;
import dev.gossip.orbs.codec.forward.ForwardPort;
import dev.gossip.orbs.codec.forward.ForwardRecord;
import dev.gossip.orbs.codec.forward.ForwardedMessage;
import dev.gossip.spi.Lane;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.protocol.MalformedException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The forwarding engine on a node: bodies in, bodies out, on the lane of the virtual chain. */
final class ForwardNode implements ForwardPort {

    private final OrbsConfig config;
    private final TopologyHolder topology;
    private final Outlet outlet;
    private final NodeContext context;
    private final Inlet inlet;
    private final Lane lane;
    private final Bytes self;
    private final ForwardEngine engine;

    ForwardNode(OrbsConfig config, TopologyHolder topology, Outlet outlet, NodeContext context, Inlet inlet) {
        this.config = config;
        this.topology = topology;
        this.outlet = outlet;
        this.context = context;
        this.inlet = inlet;
        this.lane = context.lane(Long.toString(config.virtualChain()));
        this.self = Digests.shortId(config.node());
        this.engine = new ForwardEngine(config.forwarding(), config.queues().maxMessageBytes(), this);
    }

    /** Takes a checked message. */
    interface Inlet {
        void take(LinkPeer from, Message message);
    }

    void start() {
        context.onBody(Forwarded.Data.class, (delivery, data) -> verified(delivery.from(), data.message()));
        context.onBody(Forwarded.Announcement.class, (delivery, announcement) -> {
            outlet.metrics().forwarded("announce");
            engine.onAnnounce(announcement.record());
            return CompletableFuture.completedFuture(Verdict.ACCEPT);
        });
        context.onBody(Forwarded.Pull.class, (delivery, pull) -> {
            outlet.metrics().forwarded("pull");
            engine.onPull(pull.record());
            return CompletableFuture.completedFuture(Verdict.ACCEPT);
        });
    }

    /** Hashing is the expensive part, so copies are recognised before it and it runs beside the lane. */
    private CompletionStage<Verdict> verified(LinkPeer from, ForwardedMessage message) {
        outlet.metrics().forwarded("data");
        if (!engine.isNews(message.record())) {
            return CompletableFuture.completedFuture(Verdict.IGNORE);
        }
        return context.offload(() ->
                        Digests.of(message.payloads()).equals(message.record().digest()))
                .thenApply(genuine -> {
                    if (genuine) {
                        engine.onData(from, message);
                        return Verdict.ACCEPT;
                    }
                    context.dropped(
                            from,
                            ForwardDropReasons.DIGEST_MISMATCH,
                            "a forwarded message is not what its origin sent");
                    return Verdict.IGNORE;
                });
    }

    /** Sends a message of ours down the tree; any thread. */
    void send(List<Bytes> payloads, Collection<NodeId> recipients) {
        Bytes digest = Digests.of(payloads);
        List<Bytes> ids = recipients.stream().map(Digests::shortId).toList();
        lane.execute(() -> engine.send(digest, payloads, ids));
    }

    @Override
    public Bytes self() {
        return self;
    }

    @Override
    public SortedSet<Bytes> members() {
        return topology.get().shortIds();
    }

    @Override
    public boolean isLinked(Bytes node) {
        return topology.get().ofShortId(node).filter(outlet::isLinked).isPresent();
    }

    @Override
    public void data(List<Bytes> targets, ForwardedMessage message) {
        send(targets, new Forwarded.Data(message));
    }

    @Override
    public void announce(List<Bytes> targets, ForwardRecord record) {
        send(targets, new Forwarded.Announcement(record));
    }

    @Override
    public void pull(Bytes target, ForwardRecord record) {
        send(List.of(target), new Forwarded.Pull(record));
    }

    private void send(List<Bytes> targets, Forwarded body) {
        Topology current = topology.get();
        List<NodeId> ids =
                targets.stream().flatMap(id -> current.ofShortId(id).stream()).toList();
        outlet.send(ids, Message.of(Topic.of(Long.toString(config.virtualChain()), OrbsCodec.FORWARD), body));
    }

    @Override
    public void deliver(LinkPeer from, List<Bytes> payloads) {
        try {
            Decoded decoded = outlet.codec().opened(payloads);
            if (OrbsTopic.at(decoded.header().topic()).isEmpty()) {
                throw MalformedException.drop(OrbsDropReasons.UNKNOWN_TOPIC, "only topics of orbs are forwarded");
            }
            inlet.take(from, decoded.message(config.virtualChain()));
        } catch (MalformedException e) {
            context.dropped(from, e.reason(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public boolean isRecipient(Bytes header, Bytes node) {
        try {
            Optional<NodeId> id = topology.get().ofShortId(node);
            return id.isPresent() && Addressing.includes(config.headers().decode(header), id.get());
        } catch (MalformedException e) {
            return false;
        }
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return lane.schedule(delay, task);
    }

    @Override
    public long nanoTime() {
        return context.time().nanoTime();
    }

    @Override
    public void dropped(DropReason reason, String detail) {
        outlet.dropped(Optional.empty(), reason, detail);
    }
}
