package dev.gossip.transport.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopBuffersTest {

    private final LoopBuffers buffers = new LoopBuffers();

    @Test
    void anOutputBufferIsUsedAgainAndEmpty() {
        ByteBuffer first = buffers.takeOutput();
        first.putInt(1).flip();
        assertThat(buffers.takeOutput()).isNotSameAs(first);
        buffers.giveBack(first);
        ByteBuffer again = buffers.takeOutput();
        assertThat(again).isSameAs(first);
        assertThat(again.remaining()).isEqualTo(LoopBuffers.OUTPUT_BYTES);
    }

    @Test
    void fewAreSpared() {
        List<ByteBuffer> taken = new ArrayList<>();
        for (int i = 0; i < LoopBuffers.MAX_SPARE + 3; i++) {
            taken.add(buffers.takeOutput());
        }
        taken.forEach(buffers::giveBack);
        assertThat(buffers.lent()).isZero();
        assertThat(buffers.spares()).isEqualTo(LoopBuffers.MAX_SPARE);
    }

    @Test
    void scratchBuffersGrowWhenAsked() {
        assertThat(buffers.plainOutput(10).remaining()).isGreaterThanOrEqualTo(10);
        assertThat(buffers.plainOutput(20_000).remaining()).isGreaterThanOrEqualTo(20_000);
        assertThat(buffers.plainInput(20_000).remaining()).isGreaterThanOrEqualTo(20_000);
        assertThat(buffers.input().put((byte) 1).position()).isEqualTo(1);
        assertThat(buffers.input().remaining()).isEqualTo(LoopBuffers.INPUT_BYTES);
    }
}
