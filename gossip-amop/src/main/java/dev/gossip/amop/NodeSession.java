package dev.gossip.amop;

import dev.gossip.amop.AmopCalls.Running;
import dev.gossip.amop.engine.LocalClient;
import dev.gossip.amop.engine.Network.Outgoing;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.Subscription;
import dev.gossip.api.body.AmopFailure.Reason;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A client of a node. Its engine side is made on the lane, before anything else there that the client asks for. */
final class NodeSession implements AmopSession, Subscription {

    private final AmopCalls calls;
    private final int maxPublishes;
    private final AtomicInteger publishes = new AtomicInteger();
    private final CompletableFuture<LocalClient> opened = new CompletableFuture<>();

    NodeSession(AmopCalls calls, int maxPublishes, Function<Running, LocalClient> client) {
        this.calls = calls;
        this.maxPublishes = maxPublishes;
        calls.last(node -> {
            try {
                open(node, client.apply(node));
            } catch (RuntimeException e) {
                opened.completeExceptionally(e);
            }
        });
    }

    private void open(Running node, LocalClient made) {
        Optional<String> refusal = node.engine().open(made);
        if (refusal.isEmpty()) {
            opened.complete(made);
        } else {
            opened.completeExceptionally(new GossipException(refusal.get()));
        }
    }

    @Override
    public CompletionStage<Set<String>> topics(Collection<String> topics) {
        List<String> copy = List.copyOf(topics);
        return replace(copy).thenApply(Map::keySet);
    }

    /** Exceptionally, and closed, if one of the topics is refused. */
    CompletionStage<NodeSession> withTopics(List<String> topics) {
        return replace(topics).handle((refused, failure) -> {
            if (failure == null && refused.isEmpty()) {
                return this;
            }
            close();
            throw failure == null
                    ? new GossipException(refused.values().iterator().next())
                    : new GossipException("the subscription is refused: " + failure.getMessage(), failure);
        });
    }

    private CompletionStage<Map<String, String>> replace(List<String> topics) {
        return calls.call(node -> opened.thenApply(client -> node.engine().topics(client, topics)));
    }

    @Override
    public CompletionStage<AmopResult> publish(String topic, Bytes data, Attributes attributes) {
        if (publishes.incrementAndGet() > maxPublishes) {
            publishes.decrementAndGet();
            return CompletableFuture.completedStage(AmopResult.failed(
                    Reason.CONGESTED, maxPublishes + " publishes are under way (limit pendingPerClient)"));
        }
        Outgoing message = new Outgoing(topic, data, attributes);
        return calls.call(node -> node.engine().publish(opened.join(), message)).handle(this::published);
    }

    private AmopResult published(@Nullable AmopResult result, @Nullable Throwable failure) {
        publishes.decrementAndGet();
        if (result != null) {
            return result;
        }
        return failure instanceof AmopRefusedException refused
                ? new AmopResult.Failed(refused.failure())
                : AmopResult.failed(
                        Reason.FAILED, failure == null ? "no result" : String.valueOf(failure.getMessage()));
    }

    @Override
    public CompletionStage<Integer> multicast(String topic, Bytes data, Attributes attributes) {
        Outgoing message = new Outgoing(topic, data, attributes);
        return calls.call(node -> opened.thenApply(client -> node.engine().multicast(client, message)));
    }

    private Optional<LocalClient> client() {
        return opened.isDone() && !opened.isCompletedExceptionally() ? Optional.of(opened.join()) : Optional.empty();
    }

    @Override
    public int pending() {
        return client().map(LocalClient::pending).orElse(0);
    }

    @Override
    public long dropped() {
        return client().map(LocalClient::dropped).orElse(0L);
    }

    @Override
    public void close() {
        calls.last(node -> opened.thenAccept(node.engine()::close));
    }
}
