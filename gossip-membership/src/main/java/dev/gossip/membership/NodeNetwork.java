package dev.gossip.membership;

import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Alive;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.NodeContext.EndpointInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One endpoint of a real node. */
final class NodeNetwork implements Network {

    private final NodeContext context;
    private final EndpointInfo endpoint;
    private final IncarnationStore store;
    private final LinkPeer ourselves;

    NodeNetwork(NodeContext context, EndpointInfo endpoint, IncarnationStore store) {
        this.context = context;
        this.endpoint = endpoint;
        this.store = store;
        this.ourselves = LinkPeer.unknown(
                endpoint.name(),
                endpoint.internal().or(endpoint::external).orElseGet(() -> PeerAddress.of("localhost", 0)));
    }

    @Override
    public CompletionStage<Envelope> seal(Alive own) {
        return context.seal(endpoint.name(), Message.of(Topic.NONE, own));
    }

    @Override
    public void publish(Envelope own) {
        context.publish(endpoint.name(), own);
    }

    @Override
    public SendResult send(NodeId target, Message message) {
        return context.send(endpoint.name(), target, message);
    }

    @Override
    public CompletionStage<Delivery> request(NodeId target, Message message, Duration timeout) {
        return context.request(endpoint.name(), target, message, timeout);
    }

    @Override
    public CompletionStage<LinkPeer> dial(PeerAddress address, Optional<NodeId> expected) {
        return context.dial(endpoint.name(), address, expected);
    }

    @Override
    public void disconnect(NodeId id, DropReason reason, String detail) {
        context.disconnect(endpoint.name(), id, reason, detail);
    }

    @Override
    public Optional<Envelope> redact(Envelope envelope, LinkPeer target) {
        return context.redact(envelope, target);
    }

    @Override
    public void alive(Member member) {
        context.peerUpdates()
                .alive(endpoint.name(), member.id(), member.organisation(), member.internal(), member.external());
    }

    @Override
    public void dead(NodeId id, String detail) {
        context.peerUpdates().dead(endpoint.name(), id, detail);
    }

    @Override
    public void forgotten(NodeId id) {
        context.peerUpdates().remove(endpoint.name(), id);
    }

    @Override
    public void dropped(LinkPeer from, DropReason reason, String detail) {
        context.dropped(from, reason, detail);
    }

    @Override
    public void failed(DropReason reason, String detail) {
        context.dropped(ourselves, reason, detail);
    }

    @Override
    public void saveIncarnation(long incarnation) {
        if (store == IncarnationStore.NONE) {
            return;
        }
        context.offload(() -> {
                    store.save(endpoint.name(), endpoint.self(), incarnation);
                    return incarnation;
                })
                .whenComplete((saved, failure) -> {
                    if (failure != null) {
                        failed(Reasons.INCARNATION_STORE, "saving incarnation " + incarnation + ": " + failure);
                    }
                });
    }
}
