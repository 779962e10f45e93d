package dev.gossip.api.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Seeds;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogicalTimeTest {

    @Test
    void bothPartsAreUnsigned() {
        assertThat(List.of(
                        new LogicalTime(0, 0),
                        new LogicalTime(0, Long.MAX_VALUE),
                        new LogicalTime(0, Long.MIN_VALUE),
                        new LogicalTime(0, -1),
                        new LogicalTime(1, 0),
                        new LogicalTime(Long.MAX_VALUE, 0),
                        new LogicalTime(Long.MIN_VALUE, 0),
                        new LogicalTime(-1, 0)))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void anEqualTimeIsNotAfter() {
        LogicalTime time = new LogicalTime(3, 4);
        assertThat(time.isAfter(new LogicalTime(3, 4))).isFalse();
        assertThat(time.next().isAfter(time)).isTrue();
        assertThat(time.isAfter(time.next())).isFalse();
        assertThat(new LogicalTime(4, 0).isAfter(time)).isTrue();
    }

    @Test
    void printsUnsigned() {
        assertThat(new LogicalTime(1, 2)).hasToString("1.2");
        assertThat(new LogicalTime(-1, 0)).hasToString("18446744073709551615.0");
    }

    @Test
    void theOrderIsThatOfUnsignedPairs() {
        Seeds.forEach(random -> {
            LogicalTime one = new LogicalTime(random.nextLong() >> random.nextInt(64), random.nextLong());
            LogicalTime other = new LogicalTime(random.nextLong() >> random.nextInt(64), random.nextLong());
            assertThat(Integer.signum(one.compareTo(other)))
                    .isEqualTo(asNumber(one).compareTo(asNumber(other)));
            assertThat(one.isAfter(other)).isEqualTo(asNumber(one).compareTo(asNumber(other)) > 0);
        });
    }

    private static BigInteger asNumber(LogicalTime time) {
        return new BigInteger(Long.toUnsignedString(time.incarnation()))
                .shiftLeft(64)
                .add(new BigInteger(Long.toUnsignedString(time.sequence())));
    }
}
