package dev.gossip.fisco.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void aBudgetIsSpentAndRestoredEvenly() {
        TokenBucket bucket = new TokenBucket(1_000, Duration.ofSeconds(1), 5);
        assertThat(bucket.take(600, 5)).isTrue();
        assertThat(bucket.take(401, 5)).isFalse();
        assertThat(bucket.take(400, 5)).isTrue();
        assertThat(bucket.take(1, 5)).isFalse();
        assertThat(bucket.take(251, 5 + SECOND / 4)).isFalse();
        assertThat(bucket.take(250, 5 + SECOND / 4)).isTrue();
    }

    @Test
    void noMoreIsSavedThanOneWindow() {
        TokenBucket bucket = new TokenBucket(1_000, Duration.ofSeconds(3), 0);
        assertThat(bucket.take(3_000, 100 * SECOND)).isTrue();
        assertThat(bucket.take(1, 100 * SECOND)).isFalse();
        assertThat(bucket.isFull(102 * SECOND)).isFalse();
        assertThat(bucket.isFull(103 * SECOND)).isTrue();
    }

    /** Else it could never be sent. The rate holds, because the debt is paid first. */
    @Test
    void whatIsLargerThanTheBudgetPassesWhenItIsFull() {
        TokenBucket bucket = new TokenBucket(1_000, Duration.ofSeconds(1), 0);
        assertThat(bucket.take(5_000, 0)).isTrue();
        assertThat(bucket.take(1, 4 * SECOND)).isFalse();
        assertThat(bucket.take(1_000, 5 * SECOND)).isTrue();
        assertThat(bucket.take(5_000, 5 * SECOND + SECOND / 2)).isFalse();
    }

    @Test
    void whatIsGivenBackCanBeTakenAgainAndIsNoMoreThanTheBudget() {
        TokenBucket bucket = new TokenBucket(1_000, Duration.ofSeconds(1), 0);
        bucket.take(1_000, 0);
        bucket.giveBack(400);
        assertThat(bucket.take(401, 0)).isFalse();
        assertThat(bucket.take(400, 0)).isTrue();
        bucket.giveBack(9_999);
        assertThat(bucket.take(1_001, 0)).isTrue();
        assertThat(bucket.take(1, 0)).isFalse();
    }

    @Test
    void whatIsFreeUsesUpTheBudgetAndLeavesNoDebt() {
        TokenBucket bucket = new TokenBucket(1_000, Duration.ofSeconds(1), 0);
        bucket.use(900, 0);
        assertThat(bucket.take(101, 0)).isFalse();
        bucket.use(1_000_000, 0);
        assertThat(bucket.take(500, SECOND / 2)).isTrue();
        bucket.take(1_000_000, 2 * SECOND);
        bucket.use(1, 2 * SECOND);
        assertThat(bucket.take(1, 3 * SECOND)).as("a debt stays one").isFalse();
    }

    @Test
    void aClockThatStandsOrGoesBackRestoresNothing() {
        TokenBucket bucket = new TokenBucket(1_000, Duration.ofSeconds(1), Long.MAX_VALUE - 10);
        bucket.take(1_000, Long.MAX_VALUE - 10);
        assertThat(bucket.take(1, Long.MAX_VALUE - SECOND)).isFalse();
        // The monotonic clock may pass the largest number.
        assertThat(bucket.take(999, Long.MAX_VALUE + SECOND)).isTrue();
    }

    @Test
    void overTimeNoMorePassesThanTheRateAndNoLessUnderFullLoad() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int run = 0; run < 50; run++) {
            long rate = 1 + random.nextInt(1_000_000);
            TokenBucket bucket = new TokenBucket(rate, Duration.ofSeconds(1), 0);
            long passed = 0;
            long now = 0;
            while (now < 100 * SECOND) {
                now += random.nextInt(20_000_000);
                long amount = 1 + random.nextLong(Math.max(1, rate / 5));
                passed += bucket.take(amount, now) ? amount : 0;
                passed += bucket.take(1, now) ? 1 : 0;
            }
            assertThat(passed / 101.0).as("seed " + seed + ", run " + run).isLessThanOrEqualTo(rate * 1.0001);
            if (rate > 1_000) {
                assertThat(passed / 100.0).as("seed " + seed + ", run " + run).isCloseTo(rate, within(rate * 0.05));
            }
        }
    }
}
