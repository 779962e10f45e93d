package dev.gossip.benchmarks.transport;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Keeps a number of requests in flight; each answer sends the next request from the event loop. */
final class RequestRun implements Carrier.Sink {

    private static final int PATIENCE_SECONDS = 30;
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    private static final int DIGITS = 3;

    private final int size;
    private final int inFlight;
    private final long leadNanos;
    private final long nanos;
    private final CountDownLatch answered;
    private final Histogram latencies = new Histogram(LONGEST, DIGITS);
    // Written before the first request, which hands them to the event loop.
    private long measureFrom;
    private long stopAt;
    private @Nullable Meter before;

    RequestRun(int size, int inFlight, long leadNanos, long nanos) {
        this.size = size;
        this.inFlight = inFlight;
        this.leadNanos = leadNanos;
        this.nanos = nanos;
        this.answered = new CountDownLatch(inFlight);
    }

    Sample run(Carrier.Line line) throws InterruptedException {
        measureFrom = System.nanoTime() + leadNanos;
        stopAt = measureFrom + nanos;
        for (int i = 0; i < inFlight; i++) {
            request(line, System.nanoTime());
        }
        if (!answered.await(LONGEST, TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException("a request had no answer within " + PATIENCE_SECONDS + " s");
        }
        long count = latencies.getTotalCount();
        Meter begun = before;
        return new Sample(
                count * 1e9 / nanos,
                latencies.getValueAtPercentile(50),
                latencies.getValueAtPercentile(99),
                latencies.getValueAtPercentile(99.9),
                begun == null ? Sample.Cost.NONE : Meter.read().since(begun).per(count),
                Sample.Cost.NONE);
    }

    @Override
    public void frame(Carrier.Line line, byte type, long sentAt) {
        long now = System.nanoTime();
        if (now >= stopAt) {
            answered.countDown();
            return;
        }
        if (now >= measureFrom) {
            if (before == null) {
                before = Meter.read();
            }
            latencies.recordValue(Math.min(LONGEST, now - sentAt));
        }
        request(line, now);
    }

    @Override
    public void writable() {}

    private void request(Carrier.Line line, long now) {
        if (!line.offer(Frames.of(Frames.REQUEST, now, size))) {
            throw new IllegalStateException("requests fill the queue; fewer must be in flight");
        }
    }
}
