package dev.gossip.fabric.privatedata;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import dev.gossip.fabric.PrivateBlocks;
import dev.gossip.fabric.privatedata.store.PrivateDataKey;
import dev.gossip.fabric.privatedata.store.PrivateRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What decodes untrusted bytes: private data along with blocks, and blocks themselves. */
class CompanionsTest {

    private static PrivateRecord held(long transaction, String namespace, String collection, String rwset) {
        return new PrivateRecord(
                new PrivateDataKey(9, transaction, namespace, collection), Optional.of(Bytes.utf8(rwset)), -1);
    }

    @Test
    void areWrittenAsFabricWritesThem() throws InvalidProtocolBufferException {
        PrivateRecord first = held(2, "cc", "col", "a");
        List<Bytes> written = Companions.write(
                List.of(first, new PrivateRecord(new PrivateDataKey(9, 0, "cc", "missing"), Optional.empty(), -1)));

        // PvtDataPayload{2, TxPvtReadWriteSet{ns{"cc", {"col", "a"}}}}
        assertThat(written).extracting(Bytes::hex).containsExactly("080212101" + "20e0a02636312080a03636f6c120161");
        assertThat(Companions.read(9, written)).isEqualTo(Map.of(first.key(), Bytes.utf8("a")));
    }

    @Test
    void manyAreReadAsTheyWereWritten() throws InvalidProtocolBufferException {
        List<PrivateRecord> records = List.of(
                held(0, "cc", "a", "1"), held(0, "cc", "b", "2"), held(0, "dd", "a", "3"), held(7, "cc", "a", "4"));
        List<Bytes> written = Companions.write(records);

        assertThat(written).hasSize(2);
        Map<PrivateDataKey, Bytes> read = Companions.read(9, written);
        assertThat(read).hasSize(4);
        records.forEach(
                each -> assertThat(read.get(each.key())).isEqualTo(each.rwset().orElseThrow()));
    }

    @Test
    void c59_brokenOnesAreUnreadableAndNothingElseHappens() {
        byte[] good = Companions.write(List.of(held(2, "cc", "col", "some value")))
                .get(0)
                .toByteArray();
        for (int length = 0; length < good.length; length++) {
            readable(Arrays.copyOf(good, length));
        }
        long seed = 20261201;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bent = good.clone();
            for (int n = random.nextInt(1, 4); n > 0; n--) {
                bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
            }
            readable(bent);
        }
        byte[] garbage = {(byte) 0xff, (byte) 0xff, 3};
        assertThat(readable(garbage)).isFalse();
    }

    /** Anything but the declared exception fails the test. */
    private static boolean readable(byte[] companion) {
        try {
            Companions.read(9, List.of(Bytes.wrap(companion)));
            return true;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    @Test
    void c59_brokenTransactionsHaveNoPrivateData() {
        PrivateBlocks chain = new PrivateBlocks("ch1");
        byte[] good = chain.add("tx1", "cc", "col", Bytes.utf8("writes")).toByteArray();
        assertThat(BlockWrites.of(1, Bytes.wrap(good)).writes()).hasSize(1);
        for (int length = 0; length < good.length; length++) {
            assertThat(BlockWrites.of(1, Bytes.wrap(Arrays.copyOf(good, length)))
                            .writes())
                    .hasSizeLessThanOrEqualTo(1);
        }
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] flipped = good.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(BlockWrites.of(1, Bytes.wrap(flipped)).writes()).hasSizeLessThanOrEqualTo(1);
        }
    }
}
