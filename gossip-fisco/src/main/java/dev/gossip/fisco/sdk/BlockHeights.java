package dev.gossip.fisco.sdk;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** The newest block of each group that the application has told of; none without a ledger. Thread-safe. */
final class BlockHeights {

    private final Map<String, Long> heights = new ConcurrentSkipListMap<>();

    /** @return whether the block is news */
    boolean raise(String group, long number) {
        Long before = heights.get(group);
        return heights.merge(group, number, Math::max) == number && (before == null || before < number);
    }

    Set<String> groups() {
        return heights.keySet();
    }

    Optional<Long> of(String group) {
        return Optional.ofNullable(heights.get(group));
    }
}
