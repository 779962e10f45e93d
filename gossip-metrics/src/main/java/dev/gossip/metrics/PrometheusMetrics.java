package dev.gossip.metrics;

import dev.gossip.api.observe.MetricsSink;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;

/**
 * Measurements as the text that Prometheus reads. Needs {@code io.micrometer:micrometer-registry-prometheus}. Thread-safe.
 */
public final class PrometheusMetrics implements AutoCloseable {

    /** The HTTP content type of {@link #text()}. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MicrometerMetrics sink;

    private PrometheusMetrics(Map<String, String> commonTags) {
        this.sink = MicrometerMetrics.on(registry, commonTags, MicrometerMetrics.DEFAULT_MAX_SERIES);
    }

    /** @param commonTags given to each meter, for example which node of the process it belongs to */
    public static PrometheusMetrics create(Map<String, String> commonTags) {
        return new PrometheusMetrics(commonTags);
    }

    /** What to give to the node. */
    public MetricsSink sink() {
        return sink;
    }

    /** For meters of the application itself, such as those of the JVM. */
    public MeterRegistry registry() {
        return registry;
    }

    /** All values as of now, in Prometheus text format 0.0.4. */
    public String text() {
        return registry.scrape(CONTENT_TYPE);
    }

    @Override
    public void close() {
        registry.close();
    }
}
