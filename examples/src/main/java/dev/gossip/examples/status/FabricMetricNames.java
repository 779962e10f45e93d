package dev.gossip.examples.status;

import dev.gossip.api.observe.MetricsSink;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Gives measurements the names that operators of Hyperledger Fabric's peers know, where Fabric measures the same:
 * {@code gossip_state_height}, {@code gossip_payload_buffer_size}, each with the tag {@code channel}. All others keep theirs.
 */
public final class FabricMetricNames implements MetricsSink {

    /** Ours is left, Fabric's is right. */
    private static final Map<String, String> NAMES = Map.of("gossip.state.buffered", "gossip.payload.buffer.size");

    private final MetricsSink sink;

    /** @param sink what takes them under their new names */
    public FabricMetricNames(MetricsSink sink) {
        this.sink = sink;
    }

    @Override
    public Counter counter(String name, String... tags) {
        return sink.counter(rename(name), byChannel(tags));
    }

    @Override
    public Timer timer(String name, String... tags) {
        return sink.timer(rename(name), byChannel(tags));
    }

    @Override
    public void gauge(String name, DoubleSupplier value, String... tags) {
        sink.gauge(rename(name), value, byChannel(tags));
    }

    private static String rename(String name) {
        return NAMES.getOrDefault(name, name);
    }

    private static String[] byChannel(String[] tags) {
        String[] renamed = tags.clone();
        for (int key = 0; key < renamed.length; key += 2) {
            if (renamed[key].equals("scope")) {
                renamed[key] = "channel";
            }
        }
        return renamed;
    }
}
