package dev.gossip.fabric.privatedata.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.fabric.privatedata.collection.PrivateCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StoresTest {

    private static TransientEntry entry(String txId, long height, int bytes) {
        return new TransientEntry(
                txId, height, new PrivateWrites("cc", "col", Bytes.wrap(new byte[bytes])), Optional.empty());
    }

    private static PrivateRecord held(long block, int transaction, int bytes, long expiry) {
        return new PrivateRecord(
                new PrivateDataKey(block, transaction, "cc", "col"),
                bytes < 0 ? Optional.empty() : Optional.of(Bytes.wrap(new byte[bytes])),
                expiry);
    }

    @Test
    void pendingDataIsFoundByTransactionAndPurgedByItOrByHeight() {
        InMemoryTransientStore store = new InMemoryTransientStore(100_000);
        store.put(entry("a", 5, 10));
        store.put(entry("a", 5, 10));
        store.put(entry("a", 6, 11));
        store.put(entry("b", -1, 12));
        assertThat(store.find("a")).containsExactly(entry("a", 5, 10), entry("a", 6, 11));

        store.purgeBelow(6);
        assertThat(store.find("a")).containsExactly(entry("a", 6, 11));
        assertThat(store.find("b")).hasSize(1);
        store.purge(List.of("a", "unknown"));
        assertThat(store.find("a")).isEmpty();
        store.purge(List.of("b"));
        assertThat(store.bytes()).isZero();
    }

    @Test
    void aFullStoreRefusesAndSaysItsLimit() {
        InMemoryTransientStore store = new InMemoryTransientStore(1_000);
        store.put(entry("a", 1, 500));
        assertThatExceptionOfType(GossipException.class)
                .isThrownBy(() -> store.put(entry("b", 1, 500)))
                .withMessageContaining("maxBytes 1000");
        store.purge(List.of("a"));
        store.put(entry("b", 1, 500));
    }

    @Test
    void whatIsUsedIsCountedThroughAnyHistory() {
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        InMemoryTransientStore store = new InMemoryTransientStore(50_000);
        for (int i = 0; i < 5_000; i++) {
            switch (random.nextInt(4)) {
                case 0 -> store.purge(List.of("tx" + random.nextInt(50)));
                case 1 -> store.purgeBelow(random.nextInt(i + 1));
                default -> {
                    try {
                        store.put(entry("tx" + random.nextInt(50), i, random.nextInt(3_000)));
                    } catch (GossipException full) {
                        assertThat(full).hasMessageContaining("full");
                    }
                }
            }
            long sum = 0;
            for (int t = 0; t < 50; t++) {
                sum += store.find("tx" + t).stream()
                        .mapToLong(TransientEntry::size)
                        .sum();
            }
            assertThat(store.bytes()).as("seed " + seed).isEqualTo(sum).isLessThanOrEqualTo(50_000);
        }
    }

    @Test
    void recordsExpireAtTheirBlock() {
        InMemoryPrivateDataStore store = new InMemoryPrivateDataStore(100_000);
        PrivateCollection brief = PrivateCollection.of("cc", "col", java.util.Set.of("Org1MSP"), 0, 0, 2);
        assertThat(brief.expiryOf(0)).isEqualTo(3);
        store.commit(
                0, List.of(held(0, 0, 5, brief.expiryOf(0)), held(0, 1, -1, brief.expiryOf(0)), held(0, 2, 5, -1)));
        store.commit(1, List.of());
        store.commit(2, List.of());
        assertThat(store.block(0)).hasSize(3);
        assertThat(store.missing(-1, 10)).hasSize(1);
        store.commit(3, List.of());
        assertThat(store.block(0)).containsExactly(held(0, 2, 5, -1));
        assertThat(store.missing(-1, 10)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> store.commit(3, List.of()));
    }

    @Test
    void missingDataIsListedByRecentBlocksAndFilledOnce() {
        InMemoryPrivateDataStore store = new InMemoryPrivateDataStore(100_000);
        for (int block = 0; block < 6; block++) {
            store.commit(block, block == 3 ? List.of() : List.of(held(block, 0, -1, -1), held(block, 1, 3, -1)));
        }
        assertThat(store.missing(-1, 2)).extracting(PrivateDataKey::block).containsExactly(5L, 4L);
        assertThat(store.missing(4, 2)).extracting(PrivateDataKey::block).containsExactly(2L, 1L);

        PrivateDataKey key = held(4, 0, -1, -1).key();
        store.fill(key, Bytes.utf8("x"));
        store.fill(key, Bytes.utf8("y"));
        store.fill(held(3, 0, -1, -1).key(), Bytes.utf8("z"));
        assertThat(store.read(key)).contains(Bytes.utf8("x"));
        assertThat(store.block(3)).isEmpty();
        assertThat(store.missing(-1, 2)).extracting(PrivateDataKey::block).containsExactly(5L, 2L);
    }

    @Test
    void aFullStoreForgetsTheOldestBlocks() {
        InMemoryPrivateDataStore store = new InMemoryPrivateDataStore(10_000);
        List<Long> present = new ArrayList<>();
        for (int block = 0; block < 20; block++) {
            store.commit(block, List.of(held(block, 0, 2_000, -1)));
        }
        for (long block = 0; block < 20; block++) {
            if (!store.block(block).isEmpty()) {
                present.add(block);
            }
        }
        assertThat(present).containsExactly(16L, 17L, 18L, 19L);
        assertThat(store.height()).isEqualTo(20);
    }
}
