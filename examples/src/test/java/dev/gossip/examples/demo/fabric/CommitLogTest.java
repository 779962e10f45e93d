package dev.gossip.examples.demo.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.state.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The demonstration must be able to fail: its judge sees what is wrong. */
class CommitLogTest {

    private static final RecordedBlocks BLOCKS = RecordedBlocks.load();

    private final CommitLog log = new CommitLog(() -> {});

    @Test
    void allBlocksOnceInOrderAndUnchangedAreFine() {
        deliver(0, 1, 2, 3, 4, 5);
        assertThat(log.isExactlyOnceInOrder(6)).isTrue();
        assertThat(log.hasHashes(BLOCKS.hashes())).isTrue();
        assertThat(log.by(Source.PUSH)).isEqualTo(6);
    }

    @Test
    void duplicatesGapsAndDisorderAreSeen() {
        deliver(0, 1, 1, 2, 3, 4, 5);
        assertThat(log.isExactlyOnceInOrder(6)).isFalse();
        CommitLog gap = new CommitLog(() -> {});
        List.of(0, 1, 3).forEach(number -> gap.committed(item(number), Source.PUSH));
        assertThat(gap.isExactlyOnceInOrder(3)).isFalse();
        assertThat(gap.isExactlyOnceInOrder(4)).isFalse();
    }

    @Test
    void oneChangedByteIsSeen() {
        byte[] changed = BLOCKS.all().get(0).toByteArray();
        changed[changed.length - 1] ^= 1;
        log.committed(OrderedItem.of(0, Bytes.wrap(changed)), Source.PUSH);
        assertThat(log.hasHashes(BLOCKS.hashes().subList(0, 1))).isFalse();
    }

    private void deliver(int... numbers) {
        for (int number : numbers) {
            log.committed(item(number), Source.PUSH);
        }
    }

    private static OrderedItem item(int number) {
        return OrderedItem.of(number, BLOCKS.all().get(number));
    }
}
