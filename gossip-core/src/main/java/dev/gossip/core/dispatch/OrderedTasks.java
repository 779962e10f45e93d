package dev.gossip.core.dispatch;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks in parallel and their conclusions one at a time, in the order of submission. The number of tasks is bounded by
 * the caller.
 */
final class OrderedTasks {

    private final Executor pool;
    private final ConcurrentLinkedQueue<Slot> slots = new ConcurrentLinkedQueue<>();
    private final AtomicInteger draining = new AtomicInteger();

    OrderedTasks(Executor pool) {
        this.pool = pool;
    }

    /** @param task runs on the pool and returns its conclusion; called by one thread at a time */
    void submit(Supplier<Runnable> task) {
        Slot slot = new Slot();
        slots.add(slot);
        try {
            pool.execute(() -> {
                slot.conclusion = task.get();
                drain();
            });
        } catch (RejectedExecutionException e) {
            slot.conclusion = () -> {};
            drain();
        }
    }

    private void drain() {
        if (draining.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            Slot head = slots.peek();
            while (head != null && head.conclusion != null) {
                slots.remove();
                head.conclusion.run();
                head = slots.peek();
            }
            missed = draining.addAndGet(-missed);
        } while (missed != 0);
    }

    private static final class Slot {
        private volatile @Nullable Runnable conclusion;
    }
}
