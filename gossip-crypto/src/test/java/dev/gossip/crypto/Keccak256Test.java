package dev.gossip.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import org.junit.jupiter.api.Test;

class Keccak256Test {

    /** Known from the empty code hash of Ethereum and from the selector of its transfer function. */
    @Test
    void agreesWithEthereum() {
        assertThat(Keccak256.of(Bytes.empty()).hex())
                .isEqualTo("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
        assertThat(Keccak256.of(Bytes.utf8("transfer(address,uint256)")).hex()).startsWith("a9059cbb");
    }
}
