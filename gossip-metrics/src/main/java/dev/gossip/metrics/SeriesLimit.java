package dev.gossip.metrics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Admits so many series of each name, those that come first. Thread-safe. */
final class SeriesLimit {

    private final int most;
    private final Map<String, Set<Series>> admitted = new HashMap<>();

    SeriesLimit(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("maxSeries must be at least 1 but is " + most);
        }
        this.most = most;
    }

    synchronized boolean admits(Series series) {
        Set<Series> known = admitted.computeIfAbsent(series.name(), name -> new HashSet<>());
        return known.contains(series) || known.size() < most && known.add(series);
    }
}
