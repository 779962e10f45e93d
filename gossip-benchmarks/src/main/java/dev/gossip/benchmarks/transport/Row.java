package dev.gossip.benchmarks.transport;

import dev.gossip.benchmarks.Median;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What came out for one workload on one transport.
 *
 * @param ours one sample per turn
 * @param raw the same-job baseline's samples of the same turns
 * @param limit one sample of the baseline that hands out views
 */
record Row(Workload workload, String transport, List<Sample> ours, List<Sample> raw, Sample limit) {

    Row {
        ours = List.copyOf(ours);
        raw = List.copyOf(raw);
        if (ours.isEmpty() || ours.size() != raw.size()) {
            throw new IllegalArgumentException(ours.size() + " samples cannot be paired with " + raw.size());
        }
    }

    /** The median of our samples. */
    double ours(ToDoubleFunction<Sample> figure) {
        return Median.of(ours.stream().mapToDouble(figure).toArray());
    }

    /** The median of the baseline's samples. */
    double raw(ToDoubleFunction<Sample> figure) {
        return Median.of(raw.stream().mapToDouble(figure).toArray());
    }

    /** The median of the ratios within each turn. */
    double ratio(ToDoubleFunction<Sample> figure) {
        return Median.of(IntStream.range(0, ours.size())
                .mapToDouble(i -> figure.applyAsDouble(ours.get(i)) / figure.applyAsDouble(raw.get(i)))
                .toArray());
    }
}
