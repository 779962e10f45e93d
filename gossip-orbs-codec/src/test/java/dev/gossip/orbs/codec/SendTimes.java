package dev.gossip.orbs.codec;

import dev.gossip.api.TimeSource;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How long calls took, and in how many of them the calling thread waited or was blocked, as the virtual machine counts it. A
 * call without any of these was only slow because the machine gave its processor to others. For one thread.
 */
final class SendTimes {

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final TimeSource time;
    private final List<Long> nanos = new ArrayList<>();
    private final List<Long> waited = new ArrayList<>();

    SendTimes(TimeSource time) {
        this.time = time;
    }

    <T> T measured(Supplier<T> call) {
        long pauses = pauses();
        long start = time.nanoTime();
        T result = call.get();
        long took = time.nanoTime() - start;
        nanos.add(took);
        if (pauses() != pauses) {
            waited.add(took);
        }
        return result;
    }

    private long pauses() {
        ThreadInfo self = threads.getThreadInfo(Thread.currentThread().getId());
        return self.getBlockedCount() + self.getWaitedCount();
    }

    /** The longest call in which the thread waited or was blocked. */
    Duration longestWait() {
        return Duration.ofNanos(waited.isEmpty() ? 0 : Collections.max(waited));
    }

    int waits() {
        return waited.size();
    }

    @Override
    public String toString() {
        List<Long> sorted = nanos.stream().sorted().toList();
        return String.format(
                "%d calls, half within %d us, 99 %% within %d us, 99.9 %% within %d us, longest %d us; %d waited, at most %d us",
                sorted.size(),
                micros(sorted, 0.5),
                micros(sorted, 0.99),
                micros(sorted, 0.999),
                micros(sorted, 1),
                waits(),
                TimeUnit.NANOSECONDS.toMicros(longestWait().toNanos()));
    }

    private static long micros(List<Long> sorted, double part) {
        return TimeUnit.NANOSECONDS.toMicros(sorted.get((int) (part * (sorted.size() - 1))));
    }
}
