package dev.gossip.metrics;

import dev.gossip.api.observe.MetricsSink;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Measurements of a node in a Micrometer registry. Names stay as they are ({@code gossip.drops}); a registry converts them
 * to its own custom ({@code gossip_drops_total}). Empty tag values become {@code none}.
 *
 * <p>A name has at most {@code maxSeries} combinations of tag values. Counts and times of further ones go to one series
 * whose tag values are all {@code other}, further gauges are left out; either adds to the counter
 * {@code gossip.metrics.refused}, as does a meter that the registry does not take. Thread-safe; never throws.
 */
public final class MicrometerMetrics implements MetricsSink {

    /** What {@link #on(MeterRegistry)} allows for each name; above what a node with many channels needs. */
    public static final int DEFAULT_MAX_SERIES = 1_000;

    private static final String REFUSED = "gossip.metrics.refused";

    private final MeterRegistry registry;
    private final SeriesLimit limit;
    private final Tags common;
    private final Counter refused;
    private final Map<Series, Counter> counters = new ConcurrentHashMap<>();
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();
    private final Map<Series, Sampled> gauges = new ConcurrentHashMap<>();

    private MicrometerMetrics(MeterRegistry registry, Map<String, String> commonTags, int maxSeries) {
        this.registry = registry;
        this.limit = new SeriesLimit(maxSeries);
        this.common = Tags.of(commonTags.entrySet().stream()
                .map(tag -> io.micrometer.core.instrument.Tag.of(tag.getKey(), tag.getValue()))
                .toList());
        this.refused = counter(REFUSED);
    }

    /** Everything goes to {@code registry}, without further tags. */
    public static MicrometerMetrics on(MeterRegistry registry) {
        return on(registry, Map.of(), DEFAULT_MAX_SERIES);
    }

    /**
     * Everything goes to {@code registry}.
     *
     * @param commonTags given to each meter, for example which node of the process it belongs to
     * @param maxSeries combinations of tag values per name, at least 1
     */
    public static MicrometerMetrics on(MeterRegistry registry, Map<String, String> commonTags, int maxSeries) {
        return new MicrometerMetrics(registry, commonTags, maxSeries);
    }

    @Override
    public Counter counter(String name, String... tags) {
        return counters.computeIfAbsent(admit(Series.of(name, tags)), this::newCounter);
    }

    private Counter newCounter(Series series) {
        Supplier<Counter> made = () -> {
            var counter = registry.counter(series.name(), all(series));
            return amount -> {
                if (amount > 0) {
                    counter.increment(amount);
                }
            };
        };
        return orElse(made, amount -> {});
    }

    @Override
    public Timer timer(String name, String... tags) {
        return timers.computeIfAbsent(admit(Series.of(name, tags)), this::newTimer);
    }

    private Timer newTimer(Series series) {
        Supplier<Timer> made = () -> {
            var timer = registry.timer(series.name(), all(series));
            return nanos -> timer.record(Duration.ofNanos(nanos));
        };
        return orElse(made, nanos -> {});
    }

    /** The same name and tags again replace the source, as when a channel is closed and opened again. */
    @Override
    public void gauge(String name, DoubleSupplier value, String... tags) {
        Series series = Series.of(name, tags);
        if (!admit(series).equals(series)) {
            return;
        }
        Sampled sampled = gauges.computeIfAbsent(series, fresh -> orElse(() -> newGauge(fresh), new Sampled()));
        sampled.source = value;
    }

    private Sampled newGauge(Series series) {
        Sampled sampled = new Sampled();
        Gauge.builder(series.name(), sampled, Sampled::value)
                .tags(all(series))
                .strongReference(true)
                .register(registry);
        return sampled;
    }

    private Series admit(Series series) {
        if (limit.admits(series)) {
            return series;
        }
        refused.increment();
        return series.other();
    }

    private Tags all(Series series) {
        return common.and(series.tags());
    }

    /** A registry throws, for example, if a name is taken by another kind of meter. */
    private <T> T orElse(Supplier<T> made, T otherwise) {
        try {
            return made.get();
        } catch (RuntimeException e) {
            refused.increment();
            return otherwise;
        }
    }

    /** What a gauge reads. */
    private static final class Sampled {

        private volatile DoubleSupplier source = () -> Double.NaN;

        double value() {
            try {
                return source.getAsDouble();
            } catch (RuntimeException e) {
                return Double.NaN;
            }
        }
    }
}
