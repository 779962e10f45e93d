package dev.gossip.examples.bridge;

import java.util.Map;

/**
 * What a bridge did at one port of a route so far.
 *
 * @param heard messages heard here: suppressed or dropped here, or given to each of the other ports
 * @param relayed messages said here that came from other ports and were handed to somebody
 * @param suppressed by reason ({@link BridgeReasons}): left out because somebody else brought them
 * @param dropped by reason: lost for this network, or, if they were heard here, for all others
 */
public record PortReport(
        String route, String port, long heard, long relayed, Map<String, Long> suppressed, Map<String, Long> dropped) {

    public PortReport {
        suppressed = Map.copyOf(suppressed);
        dropped = Map.copyOf(dropped);
    }

    /** Everything that was suppressed here. */
    public long allSuppressed() {
        return sum(suppressed);
    }

    /** Everything that was dropped here. */
    public long allDropped() {
        return sum(dropped);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
