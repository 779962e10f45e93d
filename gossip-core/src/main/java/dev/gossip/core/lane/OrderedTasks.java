package dev.gossip.core.lane;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks in parallel and their conclusions one at a time, in the order of submission. The number of tasks is bounded by
 * the caller.
 */
public final class OrderedTasks {

    private static final Logger LOG = LoggerFactory.getLogger(OrderedTasks.class);

    private final Executor pool;
    private final ConcurrentLinkedQueue<Slot> slots = new ConcurrentLinkedQueue<>();
    private final AtomicInteger draining = new AtomicInteger();

    public OrderedTasks(Executor pool) {
        this.pool = pool;
    }

    /**
     * @param task runs on the pool and returns its conclusion; called by one thread at a time
     * @return false if the pool is closed and the task will never run
     */
    public boolean submit(Supplier<Runnable> task) {
        Slot slot = new Slot();
        slots.add(slot);
        try {
            pool.execute(() -> {
                try {
                    conclude(slot, task);
                } finally {
                    drain();
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            slot.conclusion = () -> {};
            drain();
            return false;
        }
    }

    /**
     * A conclusion whose task is done already. Runs at once on the calling thread if nothing is before it, else on the
     * thread that concludes what is.
     */
    public void conclude(Runnable conclusion) {
        if (slots.isEmpty() && draining.compareAndSet(0, 1)) {
            run(conclusion);
            drain(1);
            return;
        }
        Slot slot = new Slot();
        slot.conclusion = conclusion;
        slots.add(slot);
        drain();
    }

    /** A task that dies without a conclusion must not hold back those after it. */
    private static void conclude(Slot slot, Supplier<Runnable> task) {
        Runnable conclusion = () -> {};
        try {
            conclusion = task.get();
        } finally {
            slot.conclusion = conclusion;
        }
    }

    private static void run(Runnable conclusion) {
        try {
            conclusion.run();
        } catch (RuntimeException | Error e) {
            LOG.error("the conclusion of a task failed; the ones after it go on", e);
        }
    }

    private void drain() {
        if (draining.getAndIncrement() == 0) {
            drain(1);
        }
    }

    /** @param calls how many calls to drain the work up to now answers */
    private void drain(int calls) {
        int missed = calls;
        do {
            Slot head = slots.peek();
            while (head != null && head.conclusion != null) {
                slots.remove();
                run(head.conclusion);
                head = slots.peek();
            }
            missed = draining.addAndGet(-missed);
        } while (missed != 0);
    }

    private static final class Slot {
        private volatile @Nullable Runnable conclusion;
    }
}
