package dev.gossip.fisco.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

class PublishLimiterTest {

    private final VirtualTime time = new VirtualTime();

    @Test
    void f43_oneSdkDoesNotUseUpWhatOthersMayPublish() {
        PublishLimiter limiter =
                new PublishLimiter(PublishLimits.NONE.withTotal(1_000).withPerSdk(600), time);
        LongPredicate one = limiter.sdk();
        LongPredicate other = limiter.sdk();
        assertThat(one.test(600)).isTrue();
        for (int i = 0; i < 100; i++) {
            assertThat(one.test(100)).isFalse();
        }
        assertThat(other.test(400)).isTrue();
        assertThat(other.test(100)).as("the total").isFalse();
        time.advance(Duration.ofMillis(500));
        // The total's refusal was given back to the SDK.
        assertThat(other.test(500)).isTrue();
    }

    @Test
    void withoutLimitsEverythingPasses() {
        LongPredicate sdk = new PublishLimiter(PublishLimits.NONE, time).sdk();
        assertThat(sdk.test(Long.MAX_VALUE)).isTrue();
        assertThat(sdk.test(Long.MAX_VALUE)).isTrue();
    }
}
