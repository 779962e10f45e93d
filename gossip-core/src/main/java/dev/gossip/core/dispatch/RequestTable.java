package dev.gossip.core.dispatch;

import dev.gossip.api.Cancellable;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.api.Scheduler;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/** Requests that wait for a response from one peer with one correlation. Bounded; thread-safe. */
public final class RequestTable {

    private final Scheduler scheduler;
    private final int bound;
    private final Map<Key, CompletableFuture<Delivery>> pending = new ConcurrentHashMap<>();
    private volatile boolean closed;

    public RequestTable(Scheduler scheduler, int bound) {
        this.scheduler = scheduler;
        this.bound = bound;
    }

    /** Registers a request before it is sent. */
    public CompletableFuture<Delivery> register(
            String endpoint, NodeId target, Correlation correlation, Duration timeout) {
        Key key = new Key(endpoint, target, correlation);
        CompletableFuture<Delivery> future = new CompletableFuture<>();
        if (pending.size() >= bound) {
            future.completeExceptionally(
                    new GossipException("more than " + bound + " requests are waiting (limit pendingRequests)"));
            return future;
        }
        if (pending.putIfAbsent(key, future) != null) {
            future.completeExceptionally(
                    new GossipException("a request with this correlation is already waiting for " + target));
            return future;
        }
        arm(key, future, timeout);
        if (closed) {
            fail(key, future, new GossipException("the node is closed"));
        }
        return future;
    }

    private void arm(Key key, CompletableFuture<Delivery> future, Duration timeout) {
        try {
            Cancellable timer = scheduler.schedule(
                    timeout,
                    () -> fail(
                            key,
                            future,
                            new TimeoutException("no response from " + key.target + " within " + timeout)));
            future.whenComplete((delivery, failure) -> timer.cancel());
        } catch (RuntimeException e) {
            fail(key, future, new GossipException("the timeout " + timeout + " cannot be scheduled: " + e, e));
        }
    }

    /** Gives a response to whoever waits for it. @return whether somebody did */
    public boolean complete(Delivery delivery) {
        Correlation correlation = delivery.message().correlation();
        Optional<NodeId> from = delivery.from().id();
        if (correlation.isNone() || from.isEmpty()) {
            return false;
        }
        CompletableFuture<Delivery> future =
                pending.remove(new Key(delivery.from().endpoint(), from.get(), correlation));
        return future != null && future.complete(delivery);
    }

    /** The request was not sent after all. */
    public void cancel(String endpoint, NodeId target, Correlation correlation, Throwable cause) {
        Key key = new Key(endpoint, target, correlation);
        CompletableFuture<Delivery> future = pending.get(key);
        if (future != null) {
            fail(key, future, cause);
        }
    }

    /** The entry goes first, so that whoever hears of the failure can ask again at once. */
    private void fail(Key key, CompletableFuture<Delivery> future, Throwable cause) {
        pending.remove(key, future);
        future.completeExceptionally(cause);
    }

    /** Fails everything that waits for a peer whose link is gone. */
    public void fail(String endpoint, NodeId target, String detail) {
        pending.forEach((key, future) -> {
            if (key.endpoint.equals(endpoint) && key.target.equals(target)) {
                fail(key, future, new GossipException("no response from " + target + ": " + detail));
            }
        });
    }

    /** Fails everything that waits, and from now on every new request. */
    public void close(String detail) {
        closed = true;
        pending.forEach((key, future) -> fail(key, future, new GossipException(detail)));
    }

    private record Key(String endpoint, NodeId target, Correlation correlation) {}
}
