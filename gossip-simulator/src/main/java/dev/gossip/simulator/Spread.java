package dev.gossip.simulator;

import java.time.Duration;
import java.util.List;

/**
 * How one message spread.
 *
 * @param hosts hosts that were up, the origin included
 * @param arrivals when each host other than the origin got it, since the start, in order
 * @param payloads frames with the message itself, lost ones included
 * @param payloadBytes the bytes of those frames
 * @param controls other frames that the meter was told to count
 * @param controlBytes the bytes of those frames
 * @param originUploads frames with the message itself that the origin sent
 * @param mostUploads frames with the message itself that the busiest host sent
 */
public record Spread(
        int hosts,
        List<Duration> arrivals,
        long payloads,
        long payloadBytes,
        long controls,
        long controlBytes,
        long originUploads,
        long mostUploads) {

    public Spread {
        arrivals = List.copyOf(arrivals);
    }

    /** Hosts that have the message, the origin included, of those that were up. */
    public double coverage() {
        return (arrivals.size() + 1.0) / hosts;
    }

    /** Whether every host has it. */
    public boolean isAtomic() {
        return arrivals.size() + 1 >= hosts;
    }

    /** Copies sent per host that got one; the least possible is 1. 0 if none did. */
    public double copiesPerDelivery() {
        return perDelivery(payloads);
    }

    /** Other counted frames per host that got the message; 0 if none did. */
    public double controlsPerDelivery() {
        return perDelivery(controls);
    }

    private double perDelivery(long frames) {
        return arrivals.isEmpty() ? 0 : (double) frames / arrivals.size();
    }

    /** When the last host got it; zero if none did. */
    public Duration timeToLast() {
        return arrivals.isEmpty() ? Duration.ZERO : arrivals.get(arrivals.size() - 1);
    }

    /** When this share of all hosts had it; empty hands count as never, so the answer may be {@link #timeToLast}. */
    public Duration timeTo(double share) {
        int needed = (int) Math.ceil(share * hosts) - 1;
        return needed <= 0 || arrivals.isEmpty() ? Duration.ZERO : arrivals.get(Math.min(needed, arrivals.size()) - 1);
    }
}
