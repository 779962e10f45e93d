package dev.gossip.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** Uniform samples without replacement. */
final class Samples {

    private Samples() {}

    /** At most {@code count} elements; every subset of that size is equally likely. */
    static <T> List<T> pick(List<T> from, int count, RandomGenerator random) {
        List<T> pool = new ArrayList<>(from);
        int size = Math.min(count, pool.size());
        for (int i = 0; i < size; i++) {
            Collections.swap(pool, i, i + random.nextInt(pool.size() - i));
        }
        return List.copyOf(pool.subList(0, size));
    }
}
