package dev.gossip.fisco.route;

import dev.gossip.api.Cancellable;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.spi.Lane;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/** Calls that wait for an answer of one node, however far away; bounded. Thread-safe; stages complete on the lane. */
final class PendingCalls {

    private final Lane lane;
    private final int bound;
    private final Map<Key, CompletableFuture<Delivery>> waiting = new ConcurrentHashMap<>();

    PendingCalls(Lane lane, int bound) {
        this.lane = lane;
        this.bound = bound;
    }

    CompletableFuture<Delivery> register(NodeId node, Correlation correlation, Duration timeout) {
        CompletableFuture<Delivery> answer = new CompletableFuture<>();
        Key key = new Key(node, correlation);
        if (waiting.size() >= bound || waiting.putIfAbsent(key, answer) != null) {
            answer.completeExceptionally(new GossipException(
                    bound + " calls wait for answers of other nodes, or one of this number does (limit calls)"));
            return answer;
        }
        Cancellable timer = lane.schedule(
                timeout, () -> fail(key, new TimeoutException("no answer of " + node + " within " + timeout)));
        answer.whenComplete((delivery, failure) -> timer.cancel());
        return answer;
    }

    /** @return whether somebody waited */
    boolean answered(NodeId node, Correlation correlation, Delivery answer) {
        CompletableFuture<Delivery> future = waiting.remove(new Key(node, correlation));
        return future != null && future.complete(answer);
    }

    void notSent(NodeId node, Correlation correlation, GossipException problem) {
        lane.execute(() -> fail(new Key(node, correlation), problem));
    }

    /** The node can no longer be reached. */
    void lost(NodeId node) {
        waiting.keySet().stream()
                .filter(key -> key.node.equals(node))
                .forEach(key -> fail(key, new GossipException(node + " is no longer reachable")));
    }

    private void fail(Key key, Throwable cause) {
        CompletableFuture<Delivery> future = waiting.remove(key);
        if (future != null) {
            future.completeExceptionally(cause);
        }
    }

    private record Key(NodeId node, Correlation correlation) {}
}
