package dev.gossip.examples.bridge.demo;

import dev.gossip.api.TimeSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Lets the demonstration wait until the networks have reached a state. */
final class Patience {

    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final TimeSource time;
    private final Duration limit;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    Patience(TimeSource time, Duration limit) {
        this.time = time;
        this.limit = limit;
    }

    /**
     * Waits until {@code condition} holds; it is asked without any lock.
     *
     * @param promise what is being waited for, in the words of the report
     * @throws BrokenPromise naming {@code promise} if the limit passes
     */
    void await(String promise, BooleanSupplier condition) {
        long start = time.nanoTime();
        while (!condition.getAsBoolean()) {
            if (time.nanoTime() - start > limit.toNanos()) {
                throw new BrokenPromise(promise + ": not within " + limit.toSeconds() + " s");
            }
            pause(promise);
        }
    }

    private void pause(String promise) {
        lock.lock();
        try {
            // Nobody signals: what is waited for is spread over several nodes and processes.
            if (changed.awaitNanos(LOOK_AGAIN_NANOS) > 0) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenPromise(promise + ": interrupted");
        } finally {
            lock.unlock();
        }
    }
}
