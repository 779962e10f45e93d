package dev.gossip.benchmarks.transport;

import java.util.Locale;

/**
 * One measured slice.
 *
 * @param perSecond messages, or answered requests, per second
 * @param p50 nanoseconds from request to answer; 0 for a stream, as are the other two
 * @param sender what a message cost the sending process
 * @param receiver what a message cost the receiving process; nothing for requests, where the sender's cost says it all
 */
record Sample(double perSecond, long p50, long p99, long p999, Cost sender, Cost receiver) {

    /**
     * What one message cost a process, all its threads together.
     *
     * @param heapBytes allocated on the heap
     * @param cpuNanos time on a processor, which a busy machine distorts less than it does the throughput
     */
    record Cost(double heapBytes, double cpuNanos) {

        static final Cost NONE = new Cost(0, 0);
    }

    /** Processor time of a message in both processes. */
    double cpuNanos() {
        return sender.cpuNanos + receiver.cpuNanos;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%f %d %d %d %f %f %f %f",
                perSecond,
                p50,
                p99,
                p999,
                sender.heapBytes,
                sender.cpuNanos,
                receiver.heapBytes,
                receiver.cpuNanos);
    }

    static Sample parse(String line) {
        String[] fields = line.split(" ");
        return new Sample(
                Double.parseDouble(fields[0]),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                new Cost(Double.parseDouble(fields[4]), Double.parseDouble(fields[5])),
                new Cost(Double.parseDouble(fields[6]), Double.parseDouble(fields[7])));
    }
}
