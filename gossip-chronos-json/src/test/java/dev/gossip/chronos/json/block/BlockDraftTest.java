package dev.gossip.chronos.json.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlockDraftTest {

    private static final Instant NOON = Instant.ofEpochMilli(1_672_374_600_000L);
    private static final List<Bytes> TRANSACTIONS = List.of(Bytes.utf8("{\"to\": \"\u8282\"}"), Bytes.utf8("{}"));

    @Test
    void whatIsSealedMatchesAndContinuesItsParent() {
        for (BlockHasher hasher : List.of(BlockHasher.CANONICAL, BlockHasher.LEGACY)) {
            BlockDraft draft = new BlockDraft(Optional.of("0xD9B4BEF9"), "", 0, NOON, TRANSACTIONS);
            ChronosBlock first = draft.sealed(hasher);
            assertThat(hasher.matches(first)).isTrue();
            assertThat(first).isEqualTo(draft.sealed(hasher));
            assertThat(first.header().timestamp()).isEqualTo("1672374600000");
            assertThat(first.header().nonce()).isEqualTo("None");
            assertThat(first.header().merkleRoot()).isEqualTo(BlockHasher.CANONICAL.merkleRoot(first));
            assertThat(first.transactions()).isEqualTo(TRANSACTIONS);
            ChronosBlock second =
                    BlockDraft.after(first, NOON.plusSeconds(1), TRANSACTIONS).sealed(hasher);
            assertThat(second.height()).isEqualTo(1);
            assertThat(second.header().previousHash()).isEqualTo(first.hash());
            assertThat(second.magic()).contains("0xD9B4BEF9");
            assertThat(second.hash()).isNotEqualTo(first.hash());
        }
    }

    @Test
    void whatIsNoBlockIsNotSealed() {
        assertThatThrownBy(() -> BlockDraft.first(NOON, List.of()).sealed(BlockHasher.CANONICAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one transaction");
        assertThatThrownBy(
                        () -> BlockDraft.first(NOON, List.of(Bytes.utf8("[1]"))).sealed(BlockHasher.CANONICAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a transaction is START_ARRAY");
    }
}
