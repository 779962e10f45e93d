package dev.gossip.benchmarks.transport;

/**
 * What is measured.
 *
 * @param size bytes per frame, without its length
 * @param inFlight requests that wait for their answer at any time; 0 for a one-way stream
 */
record Workload(int size, int inFlight, boolean tls) {

    /** The name in reports: {@code stream}, {@code request-1} or {@code request-128}. */
    String name() {
        return inFlight == 0 ? "stream" : "request-" + inFlight;
    }

    boolean isStream() {
        return inFlight == 0;
    }

    String sizeText() {
        return size >= 1 << 20 ? (size >> 20) + " MiB" : size >= 1 << 10 ? (size >> 10) + " KiB" : size + " B";
    }
}
