package dev.gossip.spi.transport.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class KeptTest {

    private final Kept kept = new Kept();

    @Test
    void withoutAnythingKeptNothingIsCopied() {
        ByteBuffer in = buffer("abc");
        assertThat(kept.join(in)).isSameAs(in);
        assertThat(kept.take().hasRemaining()).isFalse();
    }

    @Test
    void whatIsKeptComesFirst() {
        ByteBuffer in = buffer("abc");
        in.get();
        kept.keep(in);
        in.clear().put((byte) 'x');
        assertThat(kept.size()).isEqualTo(2);
        ByteBuffer joined = kept.join(buffer("de"));
        assertThat(Bytes.copyOf(joined)).isEqualTo(Bytes.utf8("bcde"));
        joined.get();
        kept.keep(joined);
        assertThat(Bytes.copyOf(kept.take())).isEqualTo(Bytes.utf8("cde"));
    }

    @Test
    void aFewBytesDoNotHoldALargeArray() {
        kept.keep(buffer("0123456789"));
        ByteBuffer taken = kept.take();
        taken.position(9);
        kept.keep(taken);
        assertThat(kept.take().capacity()).isEqualTo(1);
    }

    @Test
    void bytesMoveOnlyWhereThereIsRoomForMore() {
        kept.keep(buffer("abc"));
        ByteBuffer small = ByteBuffer.allocate(5);
        kept.moveTo(small);
        assertThat(small.position()).isZero();
        ByteBuffer large = ByteBuffer.allocate(6);
        kept.moveTo(large);
        assertThat(Bytes.copyOf(large.flip())).isEqualTo(Bytes.utf8("abc"));
        assertThat(kept.size()).isZero();
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(Bytes.utf8(text).toByteArray());
    }
}
