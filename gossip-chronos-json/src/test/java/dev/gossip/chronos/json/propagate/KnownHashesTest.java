package dev.gossip.chronos.json.propagate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownHashesTest {

    @Test
    void c29_whatIsKnownOfAPeerIsBounded() {
        KnownHashes known = new KnownHashes();
        for (int i = 0; i < 5_000; i++) {
            known.add(String.format("%064x", i));
            known.announced(String.format("%064x", i + 1));
        }
        assertThat(known.size()).isEqualTo(1_024);
        assertThat(known.count()).isEqualTo(1_023);
        assertThat(known.has(String.format("%064x", 4_999))).isTrue();
        assertThat(known.has(String.format("%064x", 5_000)))
                .as("told is not known")
                .isFalse();
        assertThat(known.has(String.format("%064x", 0))).isFalse();
    }
}
