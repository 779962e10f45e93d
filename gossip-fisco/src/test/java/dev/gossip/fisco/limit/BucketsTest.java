package dev.gossip.fisco.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BucketsTest {

    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final Buckets<Integer> buckets = new Buckets<>(WINDOW, 0);

    @Test
    void eachKeyHasItsOwnBudget() {
        assertThat(buckets.of(1, 10, 0).take(10, 0)).isTrue();
        assertThat(buckets.of(1, 10, 0).take(1, 0)).isFalse();
        assertThat(buckets.of(2, 10, 0).take(10, 0)).isTrue();
    }

    @Test
    void keysBeyondTheBoundShareOneBudgetAndThoseBeforeKeepTheirs() {
        for (int key = 0; key < Buckets.MAX_KEYS; key++) {
            buckets.of(key, 10, 0).take(1, 0);
        }
        assertThat(buckets.of(-1, 10, 0).take(10, 0)).isTrue();
        assertThat(buckets.of(-2, 10, 0).take(1, 0)).isFalse();
        assertThat(buckets.of(7, 10, 0).take(9, 0)).isTrue();
        assertThat(buckets.size()).isEqualTo(Buckets.MAX_KEYS);
    }

    @Test
    void restoredBudgetsAreForgottenForNewKeys() {
        for (int key = 0; key < Buckets.MAX_KEYS; key++) {
            buckets.of(key, 10, 0).take(1, 0);
        }
        long later = WINDOW.toNanos();
        assertThat(buckets.of(-1, 10, later).take(10, later)).isTrue();
        assertThat(buckets.of(-2, 10, later).take(10, later)).isTrue();
        assertThat(buckets.size()).isEqualTo(2);
    }
}
