package dev.gossip.tck;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process holds of the system.
 *
 * @param files open files and sockets; zero where the virtual machine does not count them
 */
record Footprint(int threads, long files) {

    static Footprint now() {
        return new Footprint(
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                        ? system.getOpenFileDescriptorCount()
                        : 0);
    }

    /** Whether it has not grown by more than {@code spare} of each since {@code earlier}. */
    boolean isWithin(int spare, Footprint earlier) {
        return threads <= earlier.threads + spare && files <= earlier.files + spare;
    }
}
