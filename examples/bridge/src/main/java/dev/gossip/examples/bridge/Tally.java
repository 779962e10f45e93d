package dev.gossip.examples.bridge;

import dev.gossip.api.observe.DropReason;
import java.util.Map;
import java.util.TreeMap;

/** Counts of one port of a route. Thread-safe. */
final class Tally {

    private final String route;
    private final String port;
    private final Map<String, Long> suppressed = new TreeMap<>();
    private final Map<String, Long> dropped = new TreeMap<>();
    private long heard;
    private long relayed;

    Tally(String route, String port) {
        this.route = route;
        this.port = port;
    }

    synchronized void heard() {
        heard++;
    }

    synchronized void relayed() {
        relayed++;
    }

    synchronized void suppressed(DropReason reason) {
        suppressed.merge(reason.code(), 1L, Long::sum);
    }

    synchronized void dropped(DropReason reason) {
        dropped.merge(reason.code(), 1L, Long::sum);
    }

    synchronized PortReport report() {
        return new PortReport(route, port, heard, relayed, suppressed, dropped);
    }
}
