package dev.gossip.examples.bridge;

import dev.gossip.api.Bytes;
import dev.gossip.api.Delivery;
import dev.gossip.api.GossipNode;
import dev.gossip.api.Message;
import dev.gossip.api.OriginProof;
import dev.gossip.api.Subscription;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.Opaque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An application's topic in a channel of Fabric's protocol, or in any protocol that carries application messages. Who said
 * something is known if a signature proves it.
 */
public final class ChannelPort implements BridgePort {

    private final GossipNode node;
    private final String endpoint;
    private final Topic topic;
    private final int maxPayload;
    private volatile @Nullable Subscription subscription;

    private ChannelPort(GossipNode node, String endpoint, Topic topic, int maxPayload) {
        this.node = node;
        this.endpoint = endpoint;
        this.topic = topic;
        this.maxPayload = maxPayload;
    }

    /** @param maxPayload no more than the protocol's frames hold beside the author and the topic */
    public static ChannelPort of(GossipNode node, String endpoint, Topic topic, int maxPayload) {
        return new ChannelPort(node, endpoint, topic, maxPayload);
    }

    @Override
    public String name() {
        return "fabric";
    }

    @Override
    public int maxPayload() {
        return maxPayload;
    }

    @Override
    public CompletionStage<?> open(Listener listener) {
        subscription = node.subscribe(topic, delivery -> hear(delivery, listener));
        return CompletableFuture.completedFuture(null);
    }

    private Verdict hear(Delivery delivery, Listener listener) {
        if (delivery.from().endpoint().equals(endpoint) && delivery.message().body() instanceof Opaque said) {
            boolean proven = delivery.proof() == OriginProof.PROVEN;
            listener.accept(
                    Heard.node(said.joined(), delivery.envelope().origin().filter(author -> proven)));
        }
        return Verdict.ACCEPT;
    }

    @Override
    public CompletionStage<Integer> say(Bytes payload) {
        return node.publish(endpoint, Message.of(topic, Opaque.of(payload)));
    }

    @Override
    public void close() {
        Subscription opened = subscription;
        if (opened != null) {
            opened.close();
        }
    }
}
