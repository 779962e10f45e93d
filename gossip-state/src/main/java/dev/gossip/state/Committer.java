package dev.gossip.state;

import dev.gossip.api.GossipException;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.state.PayloadBuffer.Pending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Appends buffered items to the store, one at a time and in order. The first failure halts the channel for good. */
final class Committer {

    private final ChannelContext context;
    private final PayloadBuffer buffer;
    private final Consumer<Pending> onCommitted;
    private final Runnable onHalted;
    private final Map<Long, List<CompletableFuture<Void>>> waiting = new HashMap<>();
    private boolean appending;

    Committer(ChannelContext context, PayloadBuffer buffer, Consumer<Pending> onCommitted, Runnable onHalted) {
        this.context = context;
        this.buffer = buffer;
        this.onCommitted = onCommitted;
        this.onHalted = onHalted;
    }

    /** Commits what is next, if it has arrived and nothing is being committed. */
    void advance() {
        Optional<Pending> head = buffer.head();
        if (appending || head.isEmpty()) {
            return;
        }
        appending = true;
        OrderedItem item = head.get().item();
        context.node()
                .offload(() -> {
                    context.spec().store().append(item.sequence(), item.data());
                    return true;
                })
                .whenComplete((done, failure) -> appended(item.sequence(), Optional.ofNullable(failure)));
    }

    /** Completes when the item is in the store, or exceptionally when the channel halts before. */
    CompletableFuture<Void> whenCommitted(long sequence) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        if (Long.compareUnsigned(sequence, buffer.height()) < 0) {
            future.complete(null);
        } else {
            waiting.computeIfAbsent(sequence, key -> new ArrayList<>(1)).add(future);
        }
        return future;
    }

    void halt(String reason) {
        buffer.halt(reason);
        List<CompletableFuture<Void>> disappointed =
                waiting.values().stream().flatMap(List::stream).toList();
        waiting.clear();
        onHalted.run();
        GossipException cause = new GossipException("the " + context.spec() + " is halted: " + reason);
        disappointed.forEach(future -> future.completeExceptionally(cause));
    }

    private void appended(long sequence, Optional<Throwable> failure) {
        appending = false;
        if (failure.isPresent()) {
            context.failed("append");
            halt("item " + Long.toUnsignedString(sequence) + " could not be stored: " + Failures.text(failure.get()));
            return;
        }
        Pending done = buffer.committed();
        onCommitted.accept(done);
        List<CompletableFuture<Void>> waiters = waiting.remove(sequence);
        if (waiters != null) {
            waiters.forEach(future -> future.complete(null));
        }
        advance();
    }
}
