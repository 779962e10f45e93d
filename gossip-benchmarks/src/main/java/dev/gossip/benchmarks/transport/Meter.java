package dev.gossip.benchmarks.transport;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process has used up to now.
 *
 * @param heapBytes allocated by threads that live
 * @param cpuNanos of all threads, the compiler's and the collector's included
 */
record Meter(long heapBytes, long cpuNanos) {

    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    static Meter read() {
        long heap = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            heap += Math.max(0, bytes);
        }
        return new Meter(heap, SYSTEM.getProcessCpuTime());
    }

    Meter since(Meter before) {
        return new Meter(heapBytes - before.heapBytes, cpuNanos - before.cpuNanos);
    }

    Sample.Cost per(long messages) {
        double count = Math.max(1, messages);
        return new Sample.Cost(heapBytes / count, cpuNanos / count);
    }
}
