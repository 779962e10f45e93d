package dev.gossip.testkit;

import dev.gossip.api.Cancellable;
import dev.gossip.api.Scheduler;
import dev.gossip.api.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * A clock and a scheduler that move only when told to. Tasks due at the same moment run in the order in which they were
 * scheduled. Used by one thread.
 */
public final class VirtualTime implements TimeSource, Scheduler {

    private final Instant epoch;
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long nanos;
    private long order;

    /** Starts at 2026-01-01T00:00:00Z. */
    public VirtualTime() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    public VirtualTime(Instant epoch) {
        this.epoch = epoch;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Instant now() {
        return epoch.plusNanos(nanos);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        Task entry = new Task(nanos + Math.max(0, delay.toNanos()), order++, task);
        tasks.add(entry);
        return () -> entry.cancelled = true;
    }

    /** Runs everything due within {@code span} and moves the clock to its end. */
    public void advance(Duration span) {
        long end = nanos + span.toNanos();
        while (runNext(end)) {
            // one task after the other
        }
        nanos = end;
    }

    /** Runs what is due now, and what that schedules for now. */
    public void settle() {
        advance(Duration.ZERO);
    }

    /**
     * Advances task by task until {@code condition} holds or {@code limit} has passed.
     *
     * @return whether the condition holds
     */
    public boolean advanceUntil(BooleanSupplier condition, Duration limit) {
        long end = nanos + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (!runNext(end)) {
                nanos = end;
                return condition.getAsBoolean();
            }
        }
        return true;
    }

    /** Tasks that are scheduled and not cancelled. */
    public int pendingTasks() {
        return (int) tasks.stream().filter(task -> !task.cancelled).count();
    }

    private boolean runNext(long end) {
        while (!tasks.isEmpty() && tasks.peek().at <= end) {
            Task next = tasks.remove();
            if (!next.cancelled) {
                nanos = Math.max(nanos, next.at);
                next.action.run();
                return true;
            }
        }
        return false;
    }

    private static final class Task implements Comparable<Task> {
        private final long at;
        private final long order;
        private final Runnable action;
        private boolean cancelled;

        Task(long at, long order, Runnable action) {
            this.at = at;
            this.order = order;
            this.action = action;
        }

        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
