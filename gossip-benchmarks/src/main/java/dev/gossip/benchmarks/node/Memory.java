package dev.gossip.benchmarks.node;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process holds, in bytes.
 *
 * @param heap in use after a collection
 * @param direct outside the heap, Netty's own buffers included
 */
record Memory(long heap, long direct) {

    static Memory read() {
        System.gc();
        long pools = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        long netty = Math.max(0, io.netty.util.internal.PlatformDependent.usedDirectMemory());
        return new Memory(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), pools + netty);
    }

    long total() {
        return heap + direct;
    }
}
