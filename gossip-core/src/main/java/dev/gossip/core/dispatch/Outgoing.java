package dev.gossip.core.dispatch;

import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.Message;
import dev.gossip.core.lane.OrderedTasks;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the application publishes and sends: written by its own thread, signed by the workers in parallel, leaving in the
 * order of the calls. Bounded, because an application may be faster than its signatures.
 */
public final class Outgoing {

    private final Outbound outbound;
    private final OrderedTasks tasks;
    private final int bound;
    private final AtomicInteger pending = new AtomicInteger();

    public Outgoing(Outbound outbound, Executor workers, int bound) {
        this.outbound = outbound;
        this.tasks = new OrderedTasks(workers);
        this.bound = bound;
    }

    /**
     * @param leave what to do with the envelope when its turn comes; its result or failure is that of the stage
     * @param congested the answer if too much waits already
     */
    public <T> CompletableFuture<T> submit(
            Endpoint endpoint, Message message, Function<Envelope, T> leave, Supplier<CompletableFuture<T>> congested) {
        if (pending.incrementAndGet() > bound) {
            pending.decrementAndGet();
            return congested.get();
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            if (!endpoint.spoken().signing().signs(message)) {
                Envelope sealed = outbound.seal(endpoint, message);
                tasks.conclude(() -> leave(sealed, leave, result));
            } else if (!tasks.submit(() -> sign(endpoint, message, leave, result))) {
                fail(result, new GossipException("the runtime is closed"));
            }
        } catch (RuntimeException | Error e) {
            fail(result, e);
        }
        return result;
    }

    private <T> Runnable sign(
            Endpoint endpoint, Message message, Function<Envelope, T> leave, CompletableFuture<T> result) {
        try {
            Envelope sealed = outbound.seal(endpoint, message);
            return () -> leave(sealed, leave, result);
        } catch (RuntimeException | Error e) {
            return () -> fail(result, e);
        }
    }

    private <T> void leave(Envelope sealed, Function<Envelope, T> leave, CompletableFuture<T> result) {
        try {
            T left = leave.apply(sealed);
            pending.decrementAndGet();
            result.complete(left);
        } catch (RuntimeException | Error e) {
            fail(result, e);
        }
    }

    private <T> void fail(CompletableFuture<T> result, Throwable failure) {
        pending.decrementAndGet();
        result.completeExceptionally(failure);
    }
}
