package dev.gossip.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeLimitsTest {

    @Test
    void theMemoryBoundAddsWhatALinkMayHold() {
        NodeLimits limits = NodeLimits.DEFAULT;
        long perLink = (8L << 20) + (4L << 20) + (256L << 10) + (1L << 20);
        assertThat(limits.memoryBound(0)).isZero();
        assertThat(limits.memoryBound(1)).isEqualTo(perLink);
        assertThat(limits.memoryBound(1_000)).isEqualTo(1_000 * perLink);
    }

    @Test
    void theMemoryBoundOfLargeLimitsDoesNotOverflow() {
        int half = 1 << 30;
        NodeLimits limits = NodeLimits.DEFAULT.toBuilder()
                .inboundBytes(half)
                .dialQueueBytes(half)
                .highWaterMark(half)
                .controlReserve(half)
                .build();
        assertThat(limits.memoryBound(2)).isEqualTo(8L * half);
    }
}
