package dev.gossip.examples.node.chronos;

import dev.gossip.api.observe.MetricsSink;
import dev.gossip.chronos.json.ChronosListener;
import dev.gossip.chronos.json.ChronosPeer;
import dev.gossip.chronos.json.block.ChronosBlock;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts the blocks that a node hears of and tells of those that it commits. Thread-safe. */
final class HeardBlocks implements ChronosListener {

    private final Consumer<String> log;
    private final LongAdder received = new LongAdder();
    private final LongAdder committed = new LongAdder();

    HeardBlocks(Consumer<String> log) {
        this.log = log;
    }

    /** Shows what only a running node knows. */
    void measure(ChronosPeer peer, MetricsSink sink) {
        sink.gauge("gossip.chronos.received", received::doubleValue);
        sink.gauge("gossip.chronos.committed", committed::doubleValue);
        sink.gauge("gossip.chronos.height", peer::height);
        sink.gauge("gossip.chronos.known.blocks", () -> peer.status().knownBlocks());
        sink.gauge("gossip.chronos.peers", () -> peer.status().peers().size());
    }

    @Override
    public void received(ChronosBlock block) {
        received.increment();
    }

    @Override
    public void committed(ChronosBlock block) {
        committed.increment();
        log.accept("block " + block.height() + ": " + block.hash() + ", "
                + block.transactions().size() + " transactions");
    }

    /** New blocks since the start, our own included, whether they were chosen or not. */
    long received() {
        return received.sum();
    }

    /** Since the start, by push or pull. */
    long committed() {
        return committed.sum();
    }
}
