package dev.gossip.pull;

import dev.gossip.api.Body;
import dev.gossip.api.Cancellable;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.Lane;
import dev.gossip.spi.NodeContext;
import java.time.Duration;
import java.util.List;

/** The engine's world on a real node. */
final class NodePort implements PullPort {

    private final NodeContext context;
    private final PullSpec spec;
    private final Lane lane;

    NodePort(NodeContext context, PullSpec spec, Lane lane) {
        this.context = context;
        this.spec = spec;
        this.lane = lane;
    }

    @Override
    public long nanoTime() {
        return context.time().nanoTime();
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return lane.schedule(delay, task);
    }

    @Override
    public List<NodeId> partners() {
        return context.peers().alive().stream()
                .filter(peer -> peer.endpoint().equals(spec.endpoint()) && !isSelf(peer))
                .filter(spec.partners())
                .map(Peer::id)
                .distinct()
                .toList();
    }

    @Override
    public boolean send(NodeId target, Body body) {
        return context.send(spec.endpoint(), target, Message.of(spec.topic(), body)) == SendResult.ACCEPTED;
    }

    @Override
    public void dropped(LinkPeer from, DropReason reason, String detail) {
        context.dropped(from, reason, detail);
    }

    private boolean isSelf(Peer peer) {
        return context.endpoints().stream()
                .anyMatch(info ->
                        info.name().equals(peer.endpoint()) && info.self().equals(peer.id()));
    }
}
