package dev.gossip.examples.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RepeatsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Bytes ONE = Bytes.utf8("one");

    private final Repeats repeats = new Repeats(3, Duration.ofSeconds(10), 2);

    private boolean at(double seconds) {
        return repeats.admit(ONE, Long.MAX_VALUE - 5 * SECOND + (long) (seconds * SECOND));
    }

    @Test
    void tooManyInARowAreRefusedForAWindow() {
        assertThat(new boolean[] {at(0), at(9), at(18), at(27), at(28), at(36.9)})
                .containsExactly(true, true, true, false, false, false);
        assertThat(new boolean[] {at(37.1), at(38), at(39), at(40)}).containsExactly(true, true, true, false);
    }

    @Test
    void silenceBeginsAnew() {
        assertThat(new boolean[] {at(0), at(1), at(2), at(12.1), at(13), at(14), at(15)})
                .containsExactly(true, true, true, true, true, true, false);
    }

    @Test
    void otherPayloadsAreOfNoInterestUntilTheyAreTooManyToRemember() {
        assertThat(new boolean[] {at(0), at(1), at(2)}).containsExactly(true, true, true);
        assertThat(repeats.admit(Bytes.utf8("two"), Long.MAX_VALUE)).isTrue();
        assertThat(at(3)).isFalse();
        repeats.admit(Bytes.utf8("two"), Long.MAX_VALUE);
        repeats.admit(Bytes.utf8("three"), Long.MAX_VALUE);
        assertThat(at(4)).isTrue();
    }
}
