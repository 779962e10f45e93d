package dev.gossip.benchmarks.dissemination;

import dev.gossip.simulator.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What several messages cost. */
final class Tally {

    private final List<Spread> spreads = new ArrayList<>();
    private final Duration hop;

    /** @param hop the mean latency, the unit in which times are told */
    Tally(Duration hop) {
        this.hop = hop;
    }

    void add(Spread spread) {
        spreads.add(spread);
    }

    int messages() {
        return spreads.size();
    }

    private double mean(ToDoubleFunction<Spread> figure) {
        return spreads.stream().mapToDouble(figure).average().orElse(0);
    }

    double copies() {
        return mean(Spread::copiesPerDelivery);
    }

    double announcements() {
        return mean(Spread::controlsPerDelivery);
    }

    double coverage() {
        return mean(Spread::coverage);
    }

    /** The share of messages that reached everybody. */
    double atomic() {
        return mean(spread -> spread.isAtomic() ? 1 : 0);
    }

    double originUploads() {
        return mean(Spread::originUploads);
    }

    double originBytes() {
        return mean(spread -> (double) spread.originUploads() * spread.payloadBytes() / spread.payloads());
    }

    /** Latencies until the last host that got the message had it. */
    double hopsToLast() {
        return mean(spread -> (double) spread.timeToLast().toNanos() / hop.toNanos());
    }
}
