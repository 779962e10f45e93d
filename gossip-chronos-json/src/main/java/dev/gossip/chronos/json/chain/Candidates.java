package dev.gossip.chronos.json.chain;

import dev.gossip.chronos.json.block.BlockPriority;
import dev.gossip.chronos.json.block.ChronosBlock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Blocks above our newest one: of each height and parent the best. Guarded by the manager. */
final class Candidates {

    private final BlockPriority priority;
    private final int maxBytes;
    private final TreeMap<Long, Map<String, ChronosBlock>> byHeight = new TreeMap<>();
    private long bytes;

    Candidates(BlockPriority priority, int maxBytes) {
        this.priority = priority;
        this.maxBytes = maxBytes;
    }

    /** @return whether there was room, or a better one is here */
    boolean offer(ChronosBlock block) {
        Map<String, ChronosBlock> heirs = byHeight.computeIfAbsent(block.height(), height -> new HashMap<>());
        ChronosBlock best = heirs.get(block.header().previousHash());
        if (best != null && priority.compare(best, block) <= 0) {
            return true;
        }
        long grown =
                bytes + block.json().length() - (best == null ? 0 : best.json().length());
        if (grown > maxBytes) {
            return false;
        }
        bytes = grown;
        heirs.put(block.header().previousHash(), block);
        return true;
    }

    /** The best heir of {@code parent}; the first block of a chain may name any. */
    Optional<ChronosBlock> best(long height, String parent) {
        Map<String, ChronosBlock> heirs = byHeight.getOrDefault(height, Map.of());
        return height == 0 ? heirs.values().stream().min(priority) : Optional.ofNullable(heirs.get(parent));
    }

    long bytes() {
        return bytes;
    }

    boolean has(long height) {
        return byHeight.containsKey(height);
    }

    /** Forgets what cannot be chosen any more. */
    void committed(long height) {
        Map<Long, Map<String, ChronosBlock>> old = byHeight.headMap(height, true);
        old.values()
                .forEach(heirs ->
                        heirs.values().forEach(block -> bytes -= block.json().length()));
        old.clear();
    }
}
