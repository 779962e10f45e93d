package dev.gossip.store.mvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damages the file in many ways; opening it heals or says clearly, and no wrong byte is ever returned. */
@Timeout(120)
class DamageTest {

    private static final int ITEMS = 36;
    private static final int BLOCK = 4_096;
    private static final MvOrderedStoreOptions QUICK = MvOrderedStoreOptions.DEFAULT.withDurability(Durability.PROCESS);

    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private byte[] whole = {};

    @BeforeEach
    void fill() throws IOException {
        file = folder.resolve("store");
        try (MvOrderedStore store = MvOrderedStore.open(file)) {
            Items.append(store, ITEMS);
        }
        whole = Files.readAllBytes(file);
    }

    @Test
    void aFileCutAnywhereKeepsABeginningAndContinues() throws IOException {
        TreeMap<String, Integer> outcomes = new TreeMap<>();
        for (int length = 0; length <= whole.length; length += length < 3 * BLOCK ? 1_023 : 6_007) {
            outcomes.merge(outcome(Arrays.copyOf(whole, length), "cut at " + length), 1, Integer::sum);
        }
        assertThat(outcomes).containsKey("healed").doesNotContainKey("damage below");
    }

    @Test
    void flippedBitsAreNeverReturned() throws IOException {
        Random random = new Random(7);
        TreeMap<String, Integer> outcomes = new TreeMap<>();
        for (int i = 0; i < 160; i++) {
            byte[] bytes = whole.clone();
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            outcomes.merge(outcome(bytes, "bit flipped in byte " + at), 1, Integer::sum);
        }
        assertThat(outcomes).containsKeys("healed", "whole");
    }

    @Test
    void overwrittenBlocksAreNeverReturned() throws IOException {
        Random random = new Random(8);
        for (int i = 0; i < 80; i++) {
            byte[] bytes = whole.clone();
            int from = random.nextInt(bytes.length);
            byte[] rubbish = new byte[Math.min(1 + random.nextInt(2 * BLOCK), bytes.length - from)];
            if (random.nextBoolean()) {
                random.nextBytes(rubbish);
            }
            System.arraycopy(rubbish, 0, bytes, from, rubbish.length);
            outcome(bytes, rubbish.length + " bytes overwritten at " + from);
        }
    }

    /** What a power loss in the middle of an append leaves: any of its blocks, on top of a file that was synchronised. */
    @Test
    void anyPartOfTheLastAppendMayBeMissing() throws IOException {
        Random random = new Random(9);
        byte[] before = whole;
        for (int round = 0; round < 20; round++) {
            Files.write(file, before);
            MvOrderedStore open = MvOrderedStore.open(file);
            long safe = open.height();
            byte[] start = Files.readAllBytes(file);
            Items.append(open, 1);
            byte[] after = Files.readAllBytes(file);
            open.close();
            for (int i = 0; i < 6; i++) {
                Files.write(file, mixed(start, after, random));
                try (MvOrderedStore store = MvOrderedStore.open(file)) {
                    assertThat(store.height()).as("round %d.%d", round, i).isBetween(safe, safe + 1);
                    Items.assertAllRight(store);
                }
            }
            before = after;
        }
    }

    @Test
    void damageFarBelowIsFoundByReadingAndCutByCheckAll() throws IOException {
        try (MvOrderedStore store = MvOrderedStore.open(file)) {
            Items.append(store, 300);
        }
        byte[] bytes = Files.readAllBytes(file);
        Bytes victim = Items.item(16);
        for (int at = indexOf(bytes, victim); at >= 0; at = indexOf(bytes, victim)) {
            bytes[at + 20_000] ^= 1;
        }
        Files.write(file, bytes);
        try (MvOrderedStore store = MvOrderedStore.open(file)) {
            assertThat(store.recovery()).isEqualTo(new Recovery(ITEMS + 300, 0, 0));
            assertThat(store.read(15)).contains(Items.item(15));
            assertThat(store.read(17)).contains(Items.item(17));
            assertThatThrownBy(() -> store.read(16))
                    .isInstanceOf(GossipException.class)
                    .hasMessageContainingAll(file.toString(), "item 16 is damaged", "checkAll");
        }
        try (MvOrderedStore store = MvOrderedStore.open(file, MvOrderedStoreOptions.DEFAULT.withCheckAll(true))) {
            assertThat(store.recovery()).isEqualTo(new Recovery(16, ITEMS + 300 - 16, 0));
            Items.append(store, 3);
            Items.assertAllRight(store);
        }
    }

    /** @return "whole", "healed", "damage below" or "refused" */
    private String outcome(byte[] content, String what) throws IOException {
        Files.write(file, content);
        MvOrderedStore store;
        try {
            store = MvOrderedStore.open(file, QUICK);
        } catch (GossipException e) {
            assertThat(e).as(what).hasMessageContainingAll(file.toString(), "move the file away");
            return "refused";
        } catch (RuntimeException | Error e) {
            return fail(what, e);
        }
        try (store) {
            boolean below = false;
            long height = store.height();
            assertThat(height).as(what).isBetween(0L, (long) ITEMS);
            for (long number = 0; number < height; number++) {
                below |= !isRight(store, number, what);
            }
            if (below) {
                return "damage below";
            }
            Items.append(store, 2);
            Items.assertAllRight(store);
            return height == ITEMS ? "whole" : "healed";
        } catch (RuntimeException | Error e) {
            return fail(what, e);
        }
    }

    private boolean isRight(MvOrderedStore store, long number, String what) {
        Optional<Bytes> read;
        try {
            read = store.read(number);
        } catch (GossipException e) {
            assertThat(e).as(what).hasMessageContainingAll(file.toString(), "is damaged");
            return false;
        }
        assertThat(read).as(what).contains(Items.item(number));
        return true;
    }

    private static byte[] mixed(byte[] before, byte[] after, Random random) {
        byte[] mixed = Arrays.copyOf(before, random.nextBoolean() ? after.length : before.length);
        for (int block = 0; block * BLOCK < mixed.length; block++) {
            if (random.nextBoolean()) {
                int from = block * BLOCK;
                System.arraycopy(after, from, mixed, from, Math.min(BLOCK, mixed.length - from));
            }
        }
        return mixed;
    }

    private static int indexOf(byte[] bytes, Bytes part) {
        byte[] wanted = part.toByteArray();
        for (int at = 0; at + wanted.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
