package dev.gossip.benchmarks.transport;

import java.util.OptionalDouble;

/** The ratios that this project wants to reach, where it has set itself one. */
final class Targets {

    /** The largest median latency relative to the same-job baseline. */
    static final double P50 = 1.10;

    /** The largest 99th percentile of the latency relative to the same-job baseline. */
    static final double P99 = 1.25;

    private Targets() {}

    /** The least throughput relative to the same-job baseline. */
    static OptionalDouble throughput(Workload workload, String transport) {
        if (transport.equals(Contender.AMOP)) {
            return workload.inFlight() > 1 ? OptionalDouble.of(0.50) : OptionalDouble.empty();
        }
        if (transport.equals(Contender.NODE)) {
            return workload.isStream() && workload.size() == 1 << 10 ? OptionalDouble.of(0.50) : OptionalDouble.empty();
        }
        if (!workload.isStream()) {
            return workload.inFlight() > 1 ? OptionalDouble.of(0.60) : OptionalDouble.empty();
        }
        if (workload.size() < 1 << 10) {
            return OptionalDouble.of(0.60);
        }
        if (workload.size() < 64 << 10) {
            return OptionalDouble.of(0.75);
        }
        return OptionalDouble.of(transport.equals("nio") ? 0.85 : 0.90);
    }
}
