package dev.gossip.amop;

import dev.gossip.amop.AmopCalls.Running;
import dev.gossip.amop.engine.LocalClient;
import dev.gossip.amop.engine.Publisher;
import dev.gossip.amop.engine.Subscriber;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.Subscription;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.crypto.Verifier;
import java.security.PublicKey;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** AMOP of one node. The application itself is a client without topics. */
final class NodeAmop implements Amop {

    private final AmopCalls calls;
    private final AmopLimits limits;
    private final NodeSession application;

    NodeAmop(AmopCalls calls, AmopLimits limits) {
        this.calls = calls;
        this.limits = limits;
        this.application = session(
                limits.pending(),
                false,
                node -> delivery ->
                        CompletableFuture.failedStage(new GossipException("the application itself has no topics")));
    }

    /** @param pending publishes that it may have under way */
    private NodeSession session(int pending, boolean serial, Function<Running, AmopClient> client) {
        return new NodeSession(
                calls,
                pending,
                node -> serial
                        ? LocalClient.serial(node.network(), client.apply(node), limits)
                        : LocalClient.concurrent(node.network(), client.apply(node), limits));
    }

    @Override
    public CompletionStage<AmopResult> publish(String topic, Bytes data) {
        return application.publish(topic, data, Attributes.empty());
    }

    @Override
    public CompletionStage<Integer> multicast(String topic, Bytes data) {
        return application.multicast(topic, data, Attributes.empty());
    }

    @Override
    public CompletionStage<Subscription> subscribe(String topic, AmopHandler handler) {
        return session(limits.pending(), true, node -> Subscriber.plain(node.network(), handler))
                .withTopics(List.of(topic))
                .thenApply(session -> session);
    }

    @Override
    public CompletionStage<Subscription> subscribePrivate(String topic, LocalIdentity identity, AmopHandler handler) {
        String name = PrivateNames.privateName(topic);
        NodeSession session =
                session(limits.pending(), true, node -> Subscriber.proven(node.network(), identity, handler));
        return calls.call(node -> CompletableFuture.completedStage(
                        Subscriber.challengeTopic(name, node.network().random())))
                .thenCompose(challenge -> session.withTopics(List.of(name, challenge)))
                .thenApply(ready -> ready);
    }

    @Override
    public CompletionStage<PrivateTopic> publishPrivate(
            String topic, Verifier verifier, Collection<PublicKey> subscribers) {
        List<PublicKey> keys = List.copyOf(subscribers);
        NodeSession session =
                session(limits.pending(), false, node -> new Publisher(node.engine(), node.network(), verifier, keys));
        return session.withTopics(List.of(PrivateNames.pushTopic(PrivateNames.privateName(topic))))
                .thenApply(ready -> new SessionTopic(topic, ready));
    }

    @Override
    public AmopSession open(AmopClient client) {
        return session(limits.pendingPerClient(), false, node -> client);
    }

    @Override
    public CompletionStage<AmopStatus> status() {
        return calls.call(node -> CompletableFuture.completedStage(node.engine().status(calls.pending())));
    }

    @Override
    public CompletionStage<List<TopicHolder>> holders(int most) {
        return calls.call(node -> CompletableFuture.completedStage(node.engine().holders(most)));
    }

    private record SessionTopic(String topic, NodeSession session) implements PrivateTopic {

        @Override
        public CompletionStage<AmopResult> publish(Bytes data) {
            return session.publish(PrivateNames.privateName(topic), data, Attributes.empty());
        }

        @Override
        public CompletionStage<Integer> multicast(Bytes data) {
            return session.multicast(PrivateNames.privateName(topic), data, Attributes.empty());
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
