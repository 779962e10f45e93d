package dev.gossip.examples.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.examples.bridge.Sightings.Message;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SightingsTest {

    private static final long SECOND = 1_000_000_000L;

    private final Sightings sightings = new Sightings(Duration.ofSeconds(10), 100);

    private static Message message(int number) {
        return new Message("port", Bytes.ofLong(number));
    }

    @Test
    void asManyCanBeTakenAsWereAdded() {
        sightings.add(message(1), 0);
        sightings.add(message(1), 0);
        assertThat(sightings.take(message(2), 0)).isFalse();
        assertThat(sightings.take(message(1), 0)).isTrue();
        assertThat(sightings.take(message(1), 0)).isTrue();
        assertThat(sightings.take(message(1), 0)).isFalse();
        assertThat(sightings.size()).isZero();
    }

    @Test
    void eachSightingLastsAWindowAlsoWhenTheClockWraps() {
        long start = Long.MAX_VALUE - SECOND;
        sightings.add(message(1), start);
        sightings.add(message(1), start + 6 * SECOND);
        assertThat(sightings.take(message(1), start + 11 * SECOND)).isTrue();
        assertThat(sightings.take(message(1), start + 11 * SECOND)).isFalse();
        sightings.add(message(2), start + 12 * SECOND);
        assertThat(sightings.take(message(2), start + 23 * SECOND)).isFalse();
        assertThat(sightings.size()).isZero();
    }

    @Test
    void theOldestAreForgottenFirst() {
        for (int i = 0; i < 1_000; i++) {
            sightings.add(message(i % 300), i);
            assertThat(sightings.size()).isLessThanOrEqualTo(100);
        }
        assertThat(sightings.take(message(999 % 300), 1_000)).isTrue();
        assertThat(sightings.take(message(899 % 300), 1_000)).isFalse();
        for (int i = 0; i < 1_000; i++) {
            sightings.add(message(7), 2_000);
        }
        assertThat(sightings.size()).isLessThanOrEqualTo(100);
    }

    @Test
    void whatExpiredTakesNoRoom() {
        for (int i = 0; i < 50; i++) {
            sightings.add(message(i), 0);
        }
        sightings.add(message(99), 20 * SECOND);
        assertThat(sightings.size()).isEqualTo(1);
    }
}
