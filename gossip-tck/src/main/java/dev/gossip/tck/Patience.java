package dev.gossip.tck;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions, each under a deadline. */
record Patience(Duration limit) {

    /** The part of the limit during which nothing must happen to be taken for never. */
    private static final int QUIET_PART = 100;

    private static final long POLL_NANOS = 500_000;

    /** How long nothing must happen to be taken for never. */
    Duration quiet() {
        return limit.dividedBy(QUIET_PART);
    }

    /** Fails unless {@code condition} becomes true in time. */
    void until(String expected, BooleanSupplier condition) {
        if (!within(limit, condition)) {
            throw new AssertionError("expected " + expected + " within " + limit.toMillis() + " ms");
        }
    }

    /** Fails if {@code event} happens during a short while. */
    void never(String unexpected, BooleanSupplier event) {
        if (within(quiet(), event)) {
            throw new AssertionError("did not expect " + unexpected);
        }
    }

    /** Whether {@code condition} became true within {@code span}. */
    boolean within(Duration span, BooleanSupplier condition) {
        long end = System.nanoTime() + span.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    /** The result of {@code stage}; fails if it fails. */
    <T> T get(String expected, CompletionStage<T> stage) {
        try {
            return await(expected, stage);
        } catch (ExecutionException e) {
            throw new AssertionError("expected " + expected + ", but it failed: " + e.getCause(), e.getCause());
        }
    }

    /** The failure of {@code stage}; fails if it succeeds. */
    Throwable failure(String expected, CompletionStage<?> stage) {
        try {
            Object result = await(expected, stage);
            throw new AssertionError("expected " + expected + ", but it succeeded with " + result);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        }
    }

    /** Whether {@code stage} succeeds; either outcome is fine, none is not. */
    boolean succeeds(String expected, CompletionStage<?> stage) {
        try {
            await(expected, stage);
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    /**
     * Lets a reader, which shows no sign of having read, read one piece of a stream by itself. Where this is too short a
     * rule is lenient, not wrong.
     */
    void giveTimeToRead() {
        within(limit.dividedBy(1_000), () -> false);
    }

    <T> T next(String expected, BlockingQueue<T> queue) {
        try {
            T head = queue.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (head == null) {
                throw new AssertionError("expected " + expected + " within " + limit.toMillis() + " ms");
            }
            return head;
        } catch (InterruptedException e) {
            throw interrupted(expected, e);
        }
    }

    private <T> T await(String expected, CompletionStage<T> stage) throws ExecutionException {
        try {
            return stage.toCompletableFuture().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("expected " + expected + " within " + limit.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            throw interrupted(expected, e);
        }
    }

    private static AssertionError interrupted(String expected, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new AssertionError("interrupted while waiting for " + expected, cause);
    }
}
