package dev.gossip.tck;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/** Bytes that living threads have allocated on the heap so far, where the virtual machine counts them; else always zero. */
record Allocations(Map<Long, Long> byThread) {

    static Allocations now() {
        Map<Long, Long> counts = new HashMap<>();
        if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                && threads.isThreadAllocatedMemorySupported()
                && threads.isThreadAllocatedMemoryEnabled()) {
            long[] ids = threads.getAllThreadIds();
            long[] bytes = threads.getThreadAllocatedBytes(ids);
            for (int i = 0; i < ids.length; i++) {
                counts.put(ids[i], bytes[i]);
            }
        }
        return new Allocations(counts);
    }

    /** Bytes allocated since {@code earlier} by the threads that live now. */
    long since(Allocations earlier) {
        return byThread.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - earlier.byThread.getOrDefault(thread.getKey(), 0L))
                .sum();
    }
}
