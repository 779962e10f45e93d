package dev.gossip.membership;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random choice without repetition. */
final class Sample {

    private Sample() {}

    /** Up to {@code count} different elements of {@code all}. */
    static <T> List<T> of(List<T> all, int count, RandomGenerator random) {
        List<T> pool = new ArrayList<>(all);
        int taken = Math.min(count, pool.size());
        for (int i = 0; i < taken; i++) {
            Collections.swap(pool, i, i + random.nextInt(pool.size() - i));
        }
        return List.copyOf(pool.subList(0, taken));
    }
}
