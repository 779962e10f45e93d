package dev.gossip.core.lane;

import dev.gossip.api.Cancellable;
import dev.gossip.api.Scheduler;
import dev.gossip.spi.Lane;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lane over a pool. {@link #offer} is for work that others cause and is bounded; {@link #execute} is for the node's own
 * timers and completions, whose number is bounded where they start.
 */
public final class SerialLane implements Lane {

    private static final Logger LOG = LoggerFactory.getLogger(SerialLane.class);

    /** Tasks run before the pool's thread is given to the next lane. */
    private static final int BATCH = 64;

    private static final ThreadLocal<SerialLane> CURRENT = new ThreadLocal<>();

    private final String name;
    private final Executor pool;
    private final Scheduler scheduler;
    private final int bound;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private volatile boolean closed;

    public SerialLane(String name, Executor pool, Scheduler scheduler, int bound) {
        this.name = name;
        this.pool = pool;
        this.scheduler = scheduler;
        this.bound = bound;
    }

    /** The lane whose task the calling thread is running, if any. */
    public static Optional<SerialLane> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    @Override
    public String name() {
        return name;
    }

    /** Tasks waiting or running. */
    public int depth() {
        return size.get();
    }

    /** Queues a task unless the lane is full or closed. */
    public boolean offer(Runnable task) {
        return size.get() < bound && submit(task);
    }

    /** From now on tasks are ignored and series end. */
    public void close() {
        closed = true;
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public void execute(Runnable task) {
        submit(task);
    }

    /** Queues a task. @return false if the lane is closed and the task will never run */
    public boolean submit(Runnable task) {
        if (closed) {
            return false;
        }
        tasks.add(task);
        if (size.getAndIncrement() == 0) {
            wakeUp();
        }
        return true;
    }

    private void wakeUp() {
        try {
            pool.execute(this::drain);
        } catch (java.util.concurrent.RejectedExecutionException e) {
            LOG.debug("lane {} ends with its runtime", name);
        }
    }

    private void drain() {
        SerialLane outer = CURRENT.get();
        CURRENT.set(this);
        int ran = 0;
        try {
            while (ran < BATCH) {
                Runnable task = tasks.poll();
                if (task == null) {
                    break;
                }
                ran++;
                runGuarded(task);
            }
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
        if (size.addAndGet(-ran) > 0) {
            wakeUp();
        }
    }

    /** Whatever a task throws: a lane that dies would silence a scope for ever. */
    private void runGuarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a task of lane {} failed; the lane goes on", name, e);
        }
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return scheduler.schedule(delay, () -> execute(task));
    }

    @Override
    public Cancellable every(Duration period, Runnable task) {
        Repeating series = new Repeating(period, task);
        series.next();
        return series;
    }

    @Override
    public String toString() {
        return "lane " + name;
    }

    /** Re-arms after each run, so a slow lane never piles up runs. */
    private final class Repeating implements Cancellable {
        private final Duration period;
        private final Runnable task;
        private volatile boolean cancelled;
        private volatile Cancellable pending = () -> {};

        Repeating(Duration period, Runnable task) {
            this.period = period;
            this.task = task;
        }

        void next() {
            if (closed) {
                return;
            }
            pending = schedule(period, this::run);
            if (cancelled) {
                pending.cancel();
            }
        }

        private void run() {
            if (!cancelled) {
                try {
                    task.run();
                } finally {
                    next();
                }
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            pending.cancel();
        }
    }
}
