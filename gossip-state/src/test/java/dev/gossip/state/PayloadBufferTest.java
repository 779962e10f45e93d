package dev.gossip.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gossip.api.body.OrderedItem;
import dev.gossip.state.PayloadBuffer.Pending;
import dev.gossip.state.PayloadBuffer.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadBufferTest {

    private final PayloadBuffer buffer = new PayloadBuffer(5, 20);

    @Test
    void c54_takesWhatIsNewAndWithinTheWindow() {
        assertThat(add(4)).isEqualTo(Standing.HELD);
        assertThat(add(5)).isEqualTo(Standing.WANTED);
        assertThat(add(5)).isEqualTo(Standing.HELD);
        assertThat(add(24)).isEqualTo(Standing.WANTED);
        assertThat(add(25)).isEqualTo(Standing.TOO_FAR);
        assertThat(add(-1)).as("2^64 - 1").isEqualTo(Standing.TOO_FAR);
        assertThat(buffer.buffered()).isEqualTo(2);
    }

    @Test
    void ownItemsMayBeTwiceAsFar() {
        assertThat(buffer.add(item(44), Source.OWN)).isEqualTo(Standing.WANTED);
        assertThat(buffer.add(item(45), Source.OWN)).isEqualTo(Standing.TOO_FAR);
    }

    @Test
    void neverMovesPastAnItemThatIsNotCommitted() {
        add(6);
        assertThat(buffer.head()).isEmpty();
        add(5);
        assertThat(buffer.head()).map(Pending::item).contains(item(5));
        assertThat(buffer.head()).map(Pending::item).contains(item(5));
        assertThat(buffer.height()).isEqualTo(5);

        assertThat(buffer.committed().item()).isEqualTo(item(5));
        assertThat(buffer.committed().item()).isEqualTo(item(6));
        assertThat(buffer.height()).isEqualTo(7);
        assertThatIllegalStateException().isThrownBy(buffer::committed).withMessageContaining("item 7");
        assertThat(buffer.height()).isEqualTo(7);
    }

    @Test
    void knowsTheFirstMissingItem() {
        assertThat(buffer.firstMissing()).isEqualTo(5);
        add(5);
        add(6);
        add(8);
        assertThat(buffer.firstMissing()).isEqualTo(7);
    }

    @Test
    void aHaltedBufferYieldsAndTakesNothingAndKeepsItsFirstReason() {
        add(5);
        buffer.halt("disk full");
        buffer.halt("closed");

        assertThat(buffer.head()).isEmpty();
        assertThat(add(6)).isEqualTo(Standing.HALTED);
        assertThat(buffer.halted()).contains("disk full");
        assertThat(buffer.height()).isEqualTo(5);
    }

    @Test
    void numbersAreUnsigned() {
        PayloadBuffer high = new PayloadBuffer(Long.MAX_VALUE, 20);
        assertThat(high.add(item(Long.MAX_VALUE), Source.PUSH)).isEqualTo(Standing.WANTED);
        assertThat(high.add(item(Long.MIN_VALUE), Source.PUSH)).isEqualTo(Standing.WANTED);
        assertThat(high.add(item(3), Source.PUSH)).isEqualTo(Standing.HELD);
        high.committed();
        high.committed();
        assertThat(high.height()).isEqualTo(Long.MIN_VALUE + 1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anyArrivalOrderIsCommittedOnceAndInOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> committed = new ArrayList<>();
        int steps = 0;
        while (buffer.height() < 205) {
            assertThat(steps++).as("seed %d ends", seed).isLessThan(100_000);
            add(random.nextLong(0, buffer.height() + 40));
            assertThat(buffer.buffered()).as("seed %d", seed).isLessThanOrEqualTo(20);
            if (random.nextInt(3) == 0 && buffer.head().isPresent()) {
                committed.add(buffer.committed().item().sequence());
            }
        }
        assertThat(committed)
                .as("seed %d", seed)
                .isEqualTo(LongStream.range(5, buffer.height()).boxed().toList());
    }

    private Standing add(long sequence) {
        return buffer.add(item(sequence), Source.PUSH);
    }

    private static OrderedItem item(long sequence) {
        return OrderedItem.of(sequence, TestNet.data(sequence));
    }
}
