package dev.gossip.fisco.group.engine;

import dev.gossip.api.GossipException;
import dev.gossip.fisco.codec.body.DeliveryCode;
import dev.gossip.fisco.group.GroupDrops;
import dev.gossip.fisco.group.GroupResult;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Brings calls from any thread to the engine, at most so many at a time; each ends exactly once, also if the node stops. */
final class GroupCalls {

    private final LocalNodes locals;
    private final int bound;
    private final AtomicInteger pending = new AtomicInteger();
    private final Set<CompletableFuture<?>> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable GroupEngine engine;

    GroupCalls(LocalNodes locals, int bound) {
        this.locals = locals;
        this.bound = bound;
    }

    void start(GroupEngine running) {
        engine = running;
    }

    /** Fails what is under way, and from now on every call. */
    void stop() {
        engine = null;
        open.forEach(call -> call.completeExceptionally(notRunning()));
    }

    void changed(LocalNode node) {
        locals.changed(node);
    }

    void closed(LocalNode node) {
        locals.remove(node);
        int lost = node.inbox().close();
        GroupEngine running = engine;
        if (running != null && lost > 0) {
            running.dropped(GroupDrops.NODE_CLOSED, lost + " messages for " + node.id());
        }
    }

    /** As {@link #run}, with a result that says what failed. */
    CompletionStage<GroupResult> call(Function<GroupEngine, CompletionStage<GroupResult>> action) {
        return run(action)
                .exceptionally(failure -> GroupResult.failed(
                        failure instanceof Refused refused ? refused.code : DeliveryCode.REFUSED,
                        String.valueOf(failure.getMessage())));
    }

    /** Runs {@code action} on the lane. @return fails if too many calls are under way or the node does not run */
    <T> CompletionStage<T> run(Function<GroupEngine, CompletionStage<T>> action) {
        GroupEngine running = engine;
        if (running == null) {
            return CompletableFuture.failedFuture(notRunning());
        }
        if (pending.incrementAndGet() > bound) {
            pending.decrementAndGet();
            String detail = bound + " messages to nodes of groups are under way (limit calls)";
            running.dropped(GroupDrops.TOO_MANY_CALLS, detail);
            return CompletableFuture.failedFuture(new Refused(DeliveryCode.QPS_OVERFLOW, detail));
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        open.add(result);
        result.whenComplete((value, failure) -> {
            open.remove(result);
            pending.decrementAndGet();
        });
        running.lane().execute(() -> run(running, action, result));
        if (engine == null) {
            result.completeExceptionally(notRunning());
        }
        return result;
    }

    private static <T> void run(
            GroupEngine engine, Function<GroupEngine, CompletionStage<T>> action, CompletableFuture<T> result) {
        try {
            action.apply(engine).whenComplete((value, failure) -> {
                if (failure == null) {
                    result.complete(value);
                } else {
                    result.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private static GossipException notRunning() {
        return new Refused(DeliveryCode.NO_GATEWAY, "the node does not run");
    }

    private static final class Refused extends GossipException {
        private static final long serialVersionUID = 1L;
        private final int code;

        Refused(int code, String message) {
            super(message);
            this.code = code;
        }
    }
}
