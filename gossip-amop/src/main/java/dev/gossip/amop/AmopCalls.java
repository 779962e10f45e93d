package dev.gossip.amop;

import dev.gossip.amop.engine.AmopEngine;
import dev.gossip.amop.engine.Network;
import dev.gossip.api.GossipException;
import dev.gossip.api.body.AmopFailure.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Brings calls from any thread to the engine's lane, at most so many at a time; each ends exactly once, also if the node stops. */
final class AmopCalls {

    /** The engine and what it runs on. */
    record Running(AmopEngine engine, Network network) {}

    private final int bound;
    private final AtomicInteger pending = new AtomicInteger();
    private final Set<CompletableFuture<?>> open = ConcurrentHashMap.newKeySet();
    private final List<Consumer<Running>> early = new ArrayList<>();
    private @Nullable Running running;
    private volatile boolean closed;

    AmopCalls(int bound) {
        this.bound = bound;
    }

    /** What was asked for before follows now, in order. */
    synchronized void start(Running node) {
        running = node;
        early.forEach(this::submit);
        early.clear();
    }

    private synchronized void submit(Consumer<Running> action) {
        Running node = running;
        if (node == null) {
            early.add(action);
        } else {
            node.network().lane().execute(() -> action.accept(node));
        }
    }

    /** Fails what is under way, and from now on every call. */
    void stop() {
        closed = true;
        open.forEach(call -> fail(call, closed()));
    }

    int pending() {
        return pending.get();
    }

    /** As {@link #call}, for what ends something: never refused, and pointless once the node has stopped. */
    void last(Consumer<Running> action) {
        submit(action);
    }

    /** Runs {@code action} on the lane. @return completes exceptionally if too many calls are under way or the node stops */
    <T> CompletionStage<T> call(Function<Running, CompletionStage<T>> action) {
        CompletableFuture<T> result = new CompletableFuture<>();
        if (pending.incrementAndGet() > bound) {
            pending.decrementAndGet();
            return CompletableFuture.failedStage(new AmopRefusedException(
                    Reason.CONGESTED, "more than " + bound + " calls are under way (limit pending)"));
        }
        open.add(result);
        if (closed) {
            fail(result, closed());
            return result;
        }
        submit(node -> run(node, action, result));
        return result;
    }

    private <T> void run(Running node, Function<Running, CompletionStage<T>> action, CompletableFuture<T> result) {
        try {
            action.apply(node).whenComplete((value, failure) -> {
                if (failure != null) {
                    fail(result, failure);
                } else {
                    end(result);
                    result.complete(value);
                }
            });
        } catch (RuntimeException e) {
            fail(result, e);
        }
    }

    private void fail(CompletableFuture<?> call, Throwable failure) {
        end(call);
        call.completeExceptionally(
                failure instanceof CompletionException wrapper && wrapper.getCause() != null
                        ? wrapper.getCause()
                        : failure);
    }

    /** Before whoever waits hears of it, so that there is room for the next call. */
    private void end(CompletableFuture<?> call) {
        if (open.remove(call)) {
            pending.decrementAndGet();
        }
    }

    private static GossipException closed() {
        return new GossipException("the node is closed");
    }
}
