package dev.gossip.fabric.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.fabric.Resources;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.common.BlockData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockHeaderTest {

    static List<Map<String, String>> headers() {
        return Resources.table("block-header.tsv");
    }

    static List<Map<String, String>> data() {
        return Resources.table("block-data.tsv");
    }

    @ParameterizedTest
    @MethodSource("headers")
    void derAndHashAreThoseOfFabric(Map<String, String> row) {
        BlockHeader header = new BlockHeader(
                Long.parseUnsignedLong(row.get("number")),
                Bytes.fromHex(row.get("previous_hash")),
                Bytes.fromHex(row.get("data_hash")));

        assertThat(header.der().hex()).isEqualTo(row.get("der"));
        assertThat(header.hash().hex()).isEqualTo(row.get("hash"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void headersAreReadFromBlocks(Map<String, String> row) {
        Bytes header = Bytes.fromHex(row.get("proto"));
        Bytes block = Bytes.concat(lengthDelimited(1, header));

        BlockHeader read = BlockVerifier.headerOf(block).orElseThrow();

        assertThat(read.hash().hex()).isEqualTo(row.get("hash"));
    }

    @ParameterizedTest
    @MethodSource("data")
    void dataHashCoversTheConcatenatedTransactions(Map<String, String> row) throws Exception {
        BlockData data = BlockData.parseFrom(Bytes.fromHex(row.get("proto")).toByteArray());

        assertThat(Sha256.of(data.getDataList()).hex()).isEqualTo(row.get("hash"));
    }

    private static Bytes lengthDelimited(int field, Bytes content) {
        int length = content.length();
        byte[] prefix = length < 128
                ? new byte[] {(byte) (field << 3 | 2), (byte) length}
                : new byte[] {(byte) (field << 3 | 2), (byte) (length & 127 | 128), (byte) (length >>> 7)};
        return Bytes.concat(Bytes.wrap(prefix), content);
    }
}
