package dev.gossip.chronos.json.chain;

import dev.gossip.chronos.json.block.ChronosBlock;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The blocks seen lately: hash and height of many, the text of as many as the limit allows. Guarded by the manager.
 */
final class RecentBlocks {

    /** Blocks remembered as seen, so that each is passed on once. */
    static final int MAX_SEEN = 16_384;

    private final int maxBytes;
    private final Map<String, Long> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX_SEEN;
        }
    };
    private final Map<String, ChronosBlock> texts = new LinkedHashMap<>();
    private long bytes;

    RecentBlocks(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    void add(ChronosBlock block) {
        seen.put(block.hash(), block.height());
        if (texts.put(block.hash(), block) == null) {
            bytes += block.json().length();
        }
        Iterator<ChronosBlock> oldest = texts.values().iterator();
        while (bytes > maxBytes && texts.size() > 1) {
            bytes -= oldest.next().json().length();
            oldest.remove();
        }
    }

    int seen() {
        return seen.size();
    }

    long bytes() {
        return bytes;
    }

    boolean contains(String hash) {
        return seen.containsKey(hash);
    }

    Optional<ChronosBlock> text(String hash) {
        return Optional.ofNullable(texts.get(hash));
    }

    @Nullable
    Long height(String hash) {
        return seen.get(hash);
    }
}
