package dev.gossip.examples.node;

import dev.gossip.api.Bytes;
import dev.gossip.api.TimeSource;
import dev.gossip.api.observe.MetricsSink;
import dev.gossip.spi.store.OrderedStore;
import java.util.Optional;

/** Measures how long blocks take to be stored, under the name that Fabric's operators know. */
final class TimedStore implements OrderedStore {

    private final OrderedStore store;
    private final TimeSource time;
    private final MetricsSink.Timer commitDuration;

    TimedStore(OrderedStore store, String channel, MetricsSink metrics, TimeSource time) {
        this.store = store;
        this.time = time;
        this.commitDuration = metrics.timer("gossip.state.commit.duration", "channel", channel);
    }

    @Override
    public long height() {
        return store.height();
    }

    @Override
    public Optional<Bytes> read(long sequence) {
        return store.read(sequence);
    }

    @Override
    public void append(long sequence, Bytes item) {
        long start = time.nanoTime();
        store.append(sequence, item);
        commitDuration.record(time.nanoTime() - start);
    }

    @Override
    public void close() {
        store.close();
    }
}
