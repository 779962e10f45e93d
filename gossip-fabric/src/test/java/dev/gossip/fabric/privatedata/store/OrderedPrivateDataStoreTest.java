package dev.gossip.fabric.privatedata.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.core.InMemoryOrderedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OrderedPrivateDataStoreTest {

    private final InMemoryOrderedStore blocks = new InMemoryOrderedStore();
    private final InMemoryOrderedStore completions = new InMemoryOrderedStore();

    private OrderedPrivateDataStore open() {
        return new OrderedPrivateDataStore(blocks, completions);
    }

    private static PrivateRecord record(long block, int transaction, Optional<Bytes> rwset, long expiry) {
        return new PrivateRecord(new PrivateDataKey(block, transaction, "_lifecycle", "cöl"), rwset, expiry);
    }

    private static PrivateRecord held(long block, int transaction, String text) {
        return record(block, transaction, Optional.of(Bytes.utf8(text)), -1);
    }

    private static PrivateRecord missing(long block, int transaction) {
        return record(block, transaction, Optional.empty(), -1);
    }

    @Test
    void aRestartFindsWhatWasHeldMissingAndCompleted() {
        OrderedPrivateDataStore store = open();
        store.commit(0, List.of(held(0, 0, "a"), missing(0, 1), missing(0, 2)));
        store.commit(1, List.of());
        store.commit(2, List.of(missing(2, 0)));
        store.fill(missing(0, 1).key(), Bytes.utf8("b"));
        store.fill(missing(0, 1).key(), Bytes.utf8("once only"));
        store.fill(missing(1, 0).key(), Bytes.utf8("nobody misses it"));

        for (OrderedPrivateDataStore each : List.of(store, open())) {
            assertThat(each.height()).isEqualTo(3);
            assertThat(each.block(0)).containsExactly(held(0, 0, "a"), held(0, 1, "b"), missing(0, 2));
            assertThat(each.block(1)).isEmpty();
            assertThat(each.block(7)).isEmpty();
            assertThat(each.read(missing(0, 1).key())).contains(Bytes.utf8("b"));
            assertThat(each.read(missing(0, 2).key())).isEmpty();
            assertThat(each.missing(-1, 10))
                    .containsExactly(missing(2, 0).key(), missing(0, 2).key());
            assertThat(each.missing(-1, 1)).containsExactly(missing(2, 0).key());
            assertThat(each.missing(2, 10)).containsExactly(missing(0, 2).key());
        }
        assertThat(completions.height()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> store.commit(5, List.of()));
    }

    @Test
    void dataPastItsEndIsShownToNobodyAndNotLookedFor() {
        OrderedPrivateDataStore store = open();
        PrivateRecord brief = record(0, 0, Optional.of(Bytes.utf8("a")), 2);
        PrivateRecord lost = record(0, 1, Optional.empty(), 2);
        store.commit(0, List.of(brief, lost));
        store.commit(1, List.of());
        assertThat(store.block(0)).containsExactly(brief, lost);
        store.commit(2, List.of());
        for (OrderedPrivateDataStore each : List.of(store, open())) {
            assertThat(each.block(0)).isEmpty();
            assertThat(each.read(brief.key())).isEmpty();
            assertThat(each.missing(-1, 10)).isEmpty();
        }
        store.fill(lost.key(), Bytes.utf8("late"));
        assertThat(completions.height()).isZero();
    }

    /** The store on the heap is the model. */
    @Test
    void anyHistoryIsAnsweredLikeByTheStoreOnTheHeap() {
        long seed = 4;
        SplittableRandom random = new SplittableRandom(seed);
        InMemoryPrivateDataStore model = new InMemoryPrivateDataStore(Long.MAX_VALUE);
        OrderedPrivateDataStore store = open();
        for (int block = 0; block < 300; block++) {
            List<PrivateRecord> records = new ArrayList<>();
            for (int transaction = 0; transaction < random.nextInt(4); transaction++) {
                records.add(record(
                        block,
                        transaction,
                        random.nextBoolean() ? Optional.of(Bytes.utf8("x" + block)) : Optional.empty(),
                        random.nextInt(3) == 0 ? block + 1 + random.nextInt(20) : -1));
            }
            model.commit(block, records);
            store.commit(block, records);
            PrivateDataKey key =
                    missing(random.nextInt(block + 1), random.nextInt(3)).key();
            model.fill(key, Bytes.utf8("late"));
            store.fill(key, Bytes.utf8("late"));
            store = random.nextInt(50) == 0 ? open() : store;
            long looked = random.nextInt(block + 1);
            assertThat(store.block(looked)).as("seed " + seed).isEqualTo(model.block(looked));
            assertThat(store.missing(looked, 5)).as("seed " + seed).isEqualTo(model.missing(looked, 5));
        }
    }

    @Test
    void otherContentIsRefusedWhateverItIs() {
        Bytes good = RecordCodec.write(List.of(held(1, 2, "abc"), missing(1, 3)));
        assertThat(RecordCodec.read(good)).containsExactly(held(1, 2, "abc"), missing(1, 3));
        for (int length = 0; length < good.length(); length++) {
            Bytes cut = good.slice(0, length);
            try {
                assertThat(RecordCodec.read(cut)).hasSizeLessThan(2);
            } catch (GossipException refused) {
                assertThat(refused).hasMessageContaining("private data");
            }
        }
        long seed = 9;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] flipped = good.toByteArray();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(RecordCodec.read(Bytes.wrap(flipped)))
                        .as("seed " + seed)
                        .isNotNull();
            } catch (GossipException refused) {
                assertThat(refused).hasMessageContaining("private data");
            }
        }
        blocks.append(0, Bytes.fromHex("02"));
        assertThatExceptionOfType(GossipException.class).isThrownBy(this::open).withMessageContaining("version 2");
    }
}
