package dev.gossip.store.mvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class MvOrderedStoreTest {

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void nameFile() {
        file = folder.resolve("not/there yet/ch1.items");
    }

    @ParameterizedTest
    @EnumSource
    void aReopenedStoreContinuesAtItsHeight(Durability durability) {
        MvOrderedStoreOptions options = MvOrderedStoreOptions.DEFAULT.withDurability(durability);
        for (int round = 0; round < 4; round++) {
            try (MvOrderedStore store = MvOrderedStore.open(file, options)) {
                assertThat(store.height()).isEqualTo(round * 25L);
                assertThat(store.recovery()).isEqualTo(new Recovery(round * 25L, 0, 0));
                Items.append(store, 25);
                Items.assertAllRight(store);
                assertThat(store.read(store.height())).isEmpty();
                assertThat(store.read(-1)).isEmpty();
            }
        }
    }

    @Test
    void onlyTheNextItemIsTaken() {
        try (MvOrderedStore store = MvOrderedStore.open(file)) {
            Items.append(store, 3);
            for (long wrong : new long[] {-1, 0, 2, 4, Long.MAX_VALUE}) {
                assertThatThrownBy(() -> store.append(wrong, Bytes.utf8("x")))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("height 3");
            }
            Items.append(store, 1);
            Items.assertAllRight(store);
        }
    }

    @Test
    void anItemAboveTheLimitIsRefusedAndHarmsNothing() {
        try (MvOrderedStore store = MvOrderedStore.open(file)) {
            Bytes large = Bytes.wrap(new byte[MvOrderedStore.MAX_ITEM_BYTES + 1]);
            assertThatThrownBy(() -> store.append(0, large)).hasMessageContaining("limit of 134217728");
            Bytes one = large.slice(0, 20 << 20);
            store.append(0, one);
            assertThat(store.read(0)).contains(one);
        }
    }

    @Test
    void aSecondOwnerIsToldWhatToDo() {
        try (MvOrderedStore store = MvOrderedStore.open(file)) {
            assertThatThrownBy(() -> MvOrderedStore.open(file))
                    .isInstanceOf(GossipException.class)
                    .hasMessageContainingAll(file.toString(), "open already", "end the other one");
            Items.append(store, 1);
        }
        MvOrderedStore.open(file).close();
    }

    @Test
    void aClosedStoreSaysSo() {
        MvOrderedStore store = MvOrderedStore.open(file);
        Items.append(store, 2);
        store.close();
        store.close();
        assertThat(store.height()).isEqualTo(2);
        for (long number : new long[] {0, 2}) {
            assertThatThrownBy(() -> store.read(number))
                    .isInstanceOf(GossipException.class)
                    .hasMessageContainingAll(file.toString(), "closed");
        }
        assertThatThrownBy(() -> store.append(2, Bytes.empty())).hasMessageContaining("closed");
    }

    @Test
    void whatIsNoStoreIsNamed() throws Exception {
        assertThatThrownBy(() -> MvOrderedStore.open(folder)).hasMessageContainingAll(folder.toString(), "name a file");
        Path text = Files.writeString(folder.resolve("text"), "just text\n".repeat(2_000));
        assertThatThrownBy(() -> MvOrderedStore.open(text))
                .hasMessageContainingAll(text.toString(), "damaged or no store", "move the file away");
        assertThat(text).content().startsWith("just text");
        Path other = folder.resolve("other");
        try (MVStore store = MVStore.open(other.toString())) {
            store.openMap("letters").put("a", "b");
        }
        assertThatThrownBy(() -> MvOrderedStore.open(other))
                .hasMessageContainingAll(other.toString(), "letters", "another file");
        assertThatThrownBy(() -> MvOrderedStore.open(text.resolve("below/a/file")))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("folder");
        Path newer = folder.resolve("newer");
        MvOrderedStore.open(newer).close();
        try (MVStore store = MVStore.open(newer.toString())) {
            store.openMap("about").put("format", "2");
        }
        assertThatThrownBy(() -> MvOrderedStore.open(newer)).hasMessageContainingAll("format 2", "reads 1");
    }

    @Test
    void anEmptyFileIsAnEmptyStore() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty"));
        try (MvOrderedStore store = MvOrderedStore.open(empty)) {
            assertThat(store.height()).isZero();
            Items.append(store, 2);
        }
    }

    @Test
    void interruptedThreadsHarmNobody() {
        try (MvOrderedStore store = MvOrderedStore.open(file)) {
            Items.append(store, 30);
            Thread.currentThread().interrupt();
            Items.append(store, 1);
            Items.assertAllRight(store);
            assertThat(Thread.interrupted()).isTrue();
            Items.append(store, 1);
            Items.assertAllRight(store);
        }
    }

    @Test
    void anybodyReadsWhileOneAppends() throws Exception {
        var readers = Executors.newFixedThreadPool(4);
        MvOrderedStoreOptions small =
                MvOrderedStoreOptions.DEFAULT.withDurability(Durability.PROCESS).withCacheMegabytes(1);
        try (MvOrderedStore store = MvOrderedStore.open(file, small)) {
            List<Future<Long>> read = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                long first = i;
                read.add(readers.submit(() -> {
                    long number = first;
                    for (; number < 300; number += 3) {
                        while (number >= store.height()) {
                            Thread.onSpinWait();
                        }
                        assertThat(store.read(number)).contains(Items.item(number));
                    }
                    return number;
                }));
            }
            Items.append(store, 300);
            for (Future<Long> reader : read) {
                assertThat(reader.get()).isGreaterThanOrEqualTo(300);
            }
        } finally {
            readers.shutdownNow();
        }
    }

    @Test
    void optionsHaveLimits() {
        assertThatThrownBy(() -> MvOrderedStoreOptions.DEFAULT.withCacheMegabytes(0))
                .hasMessageContaining("cacheMegabytes");
    }
}
