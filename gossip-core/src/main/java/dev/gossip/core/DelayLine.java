package dev.gossip.core;

import dev.gossip.api.Cancellable;
import dev.gossip.api.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of one delay, which therefore fall due in the order in which they come: a linked list with one timer for its head.
 * Nearly every timeout is cancelled, and here that costs no search in a heap of all timers. Thread-safe.
 */
final class DelayLine {

    private final long delay;
    private final TimeSource time;
    private final BiConsumer<Runnable, Long> timer;
    private final Runnable whenEmpty;
    private @Nullable Entry head;
    private @Nullable Entry tail;
    private boolean armed;

    /**
     * @param delay in nanoseconds
     * @param timer runs something after so many nanoseconds, or never once the runtime is closed
     * @param whenEmpty called when nothing waits any longer; the line may be used on
     */
    DelayLine(long delay, TimeSource time, BiConsumer<Runnable, Long> timer, Runnable whenEmpty) {
        this.delay = delay;
        this.time = time;
        this.timer = timer;
        this.whenEmpty = whenEmpty;
    }

    synchronized Cancellable add(Runnable task) {
        Entry entry = new Entry(time.nanoTime() + delay, task);
        Entry last = tail;
        entry.before = last;
        if (last == null) {
            head = entry;
        } else {
            last.after = entry;
        }
        tail = entry;
        if (!armed) {
            armed = true;
            timer.accept(this::fire, delay);
        }
        return entry;
    }

    private void fire() {
        takeDue().forEach(StandardRuntime::run);
    }

    private List<Runnable> takeDue() {
        List<Runnable> due = new ArrayList<>();
        synchronized (this) {
            long now = time.nanoTime();
            Entry first = head;
            while (first != null && first.deadline - now <= 0) {
                due.add(first.task);
                first.unlink();
                first = head;
            }
            armed = first != null;
            if (first != null) {
                timer.accept(this::fire, first.deadline - now);
                return due;
            }
        }
        whenEmpty.run();
        return due;
    }

    @Override
    public String toString() {
        return "tasks after " + TimeUnit.NANOSECONDS.toMillis(delay) + " ms";
    }

    private final class Entry implements Cancellable {

        private final long deadline;
        private final Runnable task;
        private boolean linked = true;
        private @Nullable Entry before;
        private @Nullable Entry after;

        Entry(long deadline, Runnable task) {
            this.deadline = deadline;
            this.task = task;
        }

        @Override
        public void cancel() {
            synchronized (DelayLine.this) {
                if (linked) {
                    unlink();
                }
            }
        }

        /** Called with the line's lock. */
        private void unlink() {
            linked = false;
            Entry previous = before;
            Entry next = after;
            if (previous == null) {
                head = next;
            } else {
                previous.after = next;
            }
            if (next == null) {
                tail = previous;
            } else {
                next.before = previous;
            }
            before = null;
            after = null;
        }
    }
}
