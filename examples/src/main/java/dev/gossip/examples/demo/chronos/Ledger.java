package dev.gossip.examples.demo.chronos;

import dev.gossip.api.TimeSource;
import dev.gossip.chronos.json.ChronosListener;
import dev.gossip.chronos.json.block.ChronosBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Which blocks a node heard of and which it committed, and when it had each of them first. Thread-safe. */
final class Ledger implements ChronosListener {

    private final TimeSource time;
    private final Runnable changed;
    private final Map<String, Long> heldAt = new HashMap<>();
    private final List<String> committed = new ArrayList<>();
    private int received;

    Ledger(TimeSource time, Runnable changed) {
        this.time = time;
        this.changed = changed;
    }

    @Override
    public void received(ChronosBlock block) {
        synchronized (this) {
            received++;
            heldAt.putIfAbsent(block.hash(), time.nanoTime());
        }
        changed.run();
    }

    @Override
    public void committed(ChronosBlock block) {
        synchronized (this) {
            committed.add(block.hash());
            heldAt.putIfAbsent(block.hash(), time.nanoTime());
        }
        changed.run();
    }

    /** When the node had a block, by push or pull. */
    synchronized OptionalLong heldAt(ChronosBlock block) {
        Long nanos = heldAt.get(block.hash());
        return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
    }

    /** New blocks that came by push, its own included. */
    synchronized int received() {
        return received;
    }

    /** Hashes in the order of commits. */
    synchronized List<String> committed() {
        return List.copyOf(committed);
    }
}
