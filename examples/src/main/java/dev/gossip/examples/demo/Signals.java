package dev.gossip.examples.demo;

import dev.gossip.api.TimeSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Lets a demonstration wait until nodes have reached a state: looked at whenever one of them reports something. */
public final class Signals {

    /** Not every change is reported (a newer time of a known member, for example), so it is looked at this often too. */
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final TimeSource time;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long changes;

    public Signals(TimeSource time) {
        this.time = time;
    }

    /** Something happened; any thread. */
    public void changed() {
        lock.lock();
        try {
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until {@code condition} holds.
     *
     * @param promise what is being waited for, in the words of the report
     * @return how long it took
     * @throws BrokenPromise naming {@code promise} if {@code limit} passes
     */
    public Duration await(String promise, Duration limit, BooleanSupplier condition) {
        return await(promise, limit, condition, () -> "");
    }

    /** @param missing what is missing if {@code limit} passes; added to the message */
    public Duration await(String promise, Duration limit, BooleanSupplier condition, Supplier<String> missing) {
        long start = time.nanoTime();
        try {
            while (true) {
                long seen = changes();
                // Beside the lock: what is asked may wait for a thread that has something to say here.
                if (condition.getAsBoolean()) {
                    return Duration.ofNanos(time.nanoTime() - start);
                }
                long left = limit.toNanos() - (time.nanoTime() - start);
                if (left <= 0) {
                    throw new BrokenPromise(promise + ": not within " + limit.toMillis() + " ms" + missing.get());
                }
                awaitChange(seen, Math.min(left, LOOK_AGAIN_NANOS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenPromise(promise + ": interrupted");
        }
    }

    private long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    private void awaitChange(long seen, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (changes == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
