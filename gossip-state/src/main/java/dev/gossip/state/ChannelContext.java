package dev.gossip.state;

import dev.gossip.api.Body;
import dev.gossip.api.Cancellable;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.Topic;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.Lane;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.NodeContext.EndpointInfo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/** The node as one channel sees it: its endpoint, scope, lane and randomness filled in. */
record ChannelContext(NodeContext node, ChannelSpec spec, NodeId self, Lane lane, RandomGenerator random) {

    /** @throws GossipException if the channel names an endpoint that the node does not have */
    static NodeId selfOn(NodeContext node, ChannelSpec spec) {
        return node.endpoints().stream()
                .filter(info -> info.name().equals(spec.endpoint()))
                .map(EndpointInfo::self)
                .findFirst()
                .orElseThrow(() -> new GossipException("the " + spec + " names no endpoint of this node; there are "
                        + node.endpoints().stream().map(EndpointInfo::name).toList()));
    }

    StateConfig config() {
        return spec.config();
    }

    Topic topic() {
        return Topic.scope(spec.scope());
    }

    /** Alive peers of the endpoint, without us. */
    List<Peer> members() {
        return node.peers().alive().stream()
                .filter(peer ->
                        peer.endpoint().equals(spec.endpoint()) && !peer.id().equals(self))
                .toList();
    }

    /** Members that may be asked. */
    List<Peer> partners() {
        return members().stream().filter(spec.partners()).toList();
    }

    boolean isMember(NodeId id) {
        return node.peers().find(spec.endpoint(), id).filter(Peer::alive).isPresent();
    }

    void send(NodeId target, Body body) {
        node.send(spec.endpoint(), target, Message.of(topic(), body));
    }

    CompletionStage<Delivery> request(NodeId target, Body body, long nonce, Duration timeout) {
        Message message = Message.of(topic(), body, MessageKind.REQUEST, Correlation.of(nonce));
        return node.request(spec.endpoint(), target, message, timeout);
    }

    CompletionStage<Envelope> seal(Body body) {
        return node.seal(spec.endpoint(), Message.of(topic(), body));
    }

    void publish(Envelope envelope) {
        node.publish(spec.endpoint(), envelope);
    }

    void dropped(LinkPeer from, DropReason reason, String detail) {
        node.dropped(from, reason, detail);
    }

    /** Counts something that went wrong here and that no peer is to blame for. */
    void failed(String what) {
        node.metrics()
                .counter("gossip.state.failures", "endpoint", spec.endpoint(), "scope", spec.scope(), "what", what)
                .increment();
    }

    Cancellable every(Duration period, Runnable task) {
        return lane.every(period, task);
    }
}
