package dev.gossip.core.node;

import java.util.concurrent.CompletableFuture;

/** Counts acknowledgements until enough came or nobody is left. Thread-safe. */
final class AckCount {

    private final CompletableFuture<Integer> result = new CompletableFuture<>();
    private final int minimum;
    private int outstanding;
    private int positive;

    AckCount(int targets, int minimum) {
        this.outstanding = targets;
        this.minimum = minimum;
        if (targets == 0 || minimum <= 0) {
            result.complete(0);
        }
    }

    void answered(boolean good) {
        int counted;
        synchronized (this) {
            outstanding--;
            positive += good ? 1 : 0;
            if (positive < minimum && outstanding > 0) {
                return;
            }
            counted = positive;
        }
        result.complete(counted);
    }

    CompletableFuture<Integer> result() {
        return result;
    }
}
