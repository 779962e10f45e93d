package dev.gossip.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentItemsTest {

    private final VirtualTime time = new VirtualTime();
    private final RecentItems recent = new RecentItems(time, StateConfig.DEFAULT);

    @Test
    void keepsTheNewestElevenAndNothingOlder() {
        for (int sequence = 0; sequence < 30; sequence++) {
            recent.add(sequence, envelope(sequence));
        }
        recent.add(18, envelope(18));

        List<Bytes> newest = IntStream.range(19, 30).mapToObj(ItemIds::of).toList();
        assertThat(recent.ids()).containsExactlyElementsOf(newest);
        assertThat(recent.get(ItemIds.of(29))).contains(envelope(29));
        assertThat(recent.get(ItemIds.of(18))).isEmpty();
    }

    @Test
    void takesItemsOutOfOrder() {
        recent.add(7, envelope(7));
        recent.add(5, envelope(5));
        assertThat(recent.ids()).containsExactlyInAnyOrder(ItemIds.of(5), ItemIds.of(7));
    }

    @Test
    void forgetsAfterTheirTime() {
        recent.add(1, envelope(1));
        time.advance(Duration.ofSeconds(300));
        recent.add(2, envelope(2));
        time.advance(Duration.ofSeconds(100));
        assertThat(recent.ids()).hasSize(2);
        time.advance(Duration.ofNanos(1));
        assertThat(recent.ids()).containsExactly(ItemIds.of(2));
        assertThat(recent.get(ItemIds.of(1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "01", " 1", "1x", "18446744073709551616", "999999999999999999999"})
    void onlyPlainUnsignedDecimalNumbersAreIds(String text) {
        assertThat(ItemIds.parse(Bytes.utf8(text))).isEmpty();
    }

    @Test
    void everyUnsignedNumberHasOneId() {
        assertThat(ItemIds.of(0)).isEqualTo(Bytes.utf8("0"));
        assertThat(ItemIds.of(-1)).isEqualTo(Bytes.utf8("18446744073709551615"));
        assertThat(ItemIds.parse(Bytes.utf8("18446744073709551615"))).hasValue(-1);
        assertThat(StateChannel.idOf(envelope(12))).contains(Bytes.utf8("12"));
    }

    private static Envelope envelope(long sequence) {
        return TestNode.envelope(TestNet.node(1), OrderedItem.of(sequence, TestNet.data(sequence)));
    }
}
