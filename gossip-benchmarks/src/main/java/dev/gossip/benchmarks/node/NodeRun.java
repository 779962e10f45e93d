package dev.gossip.benchmarks.node;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Keeps a number of messages on their way; what a handler hears makes room for the next one. */
final class NodeRun {

    private static final int PATIENCE_SECONDS = 20;
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);

    /** In place of the time of sending, for messages whose latency does not count. */
    static final long UNTIMED = 0;

    private final Histogram latencies = new ConcurrentHistogram(LONGEST, 3);
    private final Semaphore room = new Semaphore(0);
    private volatile long measureFrom = Long.MAX_VALUE;
    private volatile @Nullable RuntimeException problem;
    private long number;

    /** What came out: messages heard per second and nanoseconds from the call to the handler. */
    record Outcome(double perSecond, long p50, long p99) {}

    /** To be called by the listening node's handlers. */
    void heard(Bytes content) {
        long now = System.nanoTime();
        long sentAt = content.asReadOnlyBuffer().getLong();
        if (sentAt != UNTIMED && sentAt - measureFrom >= 0) {
            latencies.recordValue(Math.min(LONGEST, now - sentAt));
        }
        room.release();
    }

    Outcome run(TwoNodes nodes, NodeWorkload workload, long leadNanos, long nanos) throws InterruptedException {
        latencies.reset();
        room.release(workload.inFlight() - room.drainPermits());
        measureFrom = System.nanoTime() + leadNanos;
        long stopAt = measureFrom + nanos;
        for (long now = System.nanoTime(); now - stopAt < 0; now = System.nanoTime()) {
            takeRoom(1);
            send(nodes, workload);
        }
        long heard = latencies.getTotalCount();
        takeRoom(workload.inFlight());
        return new Outcome(heard * 1e9 / nanos, latencies.getValueAtPercentile(50), latencies.getValueAtPercentile(99));
    }

    /** Forwards all and waits until all were heard. */
    double perSecond(List<Envelope> envelopes, int inFlight, Predicate<Envelope> forward) throws InterruptedException {
        measureFrom = Long.MAX_VALUE;
        room.release(inFlight - room.drainPermits());
        long start = System.nanoTime();
        for (Envelope envelope : envelopes) {
            takeRoom(1);
            if (!forward.test(envelope)) {
                throw new IllegalStateException("a message was dropped although few were on their way");
            }
        }
        takeRoom(inFlight);
        return envelopes.size() * 1e9 / (System.nanoTime() - start);
    }

    private void send(TwoNodes nodes, NodeWorkload workload) {
        byte[] content = new byte[workload.size()];
        // Different content each time, or the second copy would be known already.
        ByteBuffer.wrap(content).putLong(System.nanoTime()).putLong(++number);
        Bytes bytes = Bytes.wrap(content);
        CompletionStage<Boolean> queued = workload.signed() ? nodes.publish(bytes) : nodes.sendBlock(number, bytes);
        queued.whenComplete((accepted, failure) -> {
            if (failure != null || !accepted) {
                problem = new IllegalStateException("a message was dropped although few were on their way", failure);
                room.release(workload.inFlight());
            }
        });
    }

    private void takeRoom(int permits) throws InterruptedException {
        if (!room.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a message was not heard within " + PATIENCE_SECONDS + " s");
        }
        RuntimeException failure = problem;
        if (failure != null) {
            throw failure;
        }
    }
}
