package dev.gossip.spi.transport.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.LinkOptions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SendQueueTest {

    private static final Framing FRAMING = new TestFraming(500);

    private final SendQueue queue = new SendQueue(
            new LinkOptions(new Carriage.ByteStream(FRAMING), Optional.empty(), Duration.ofSeconds(1), 40, 100, 20),
            FRAMING);

    @Test
    void countsPrefixesAndKeepsOrder() {
        assertThat(offer(6, FramePriority.DATA)).isEqualTo(SendResult.ACCEPTED);
        assertThat(offer(0, FramePriority.CONTROL)).isEqualTo(SendResult.ACCEPTED);
        assertThat(queue.bytes()).isEqualTo(14);
        assertThat(queue.poll()).isEqualTo(Bytes.wrap(new byte[6]));
        assertThat(queue.poll()).isEqualTo(Bytes.empty());
        assertThat(queue.poll()).isNull();
        queue.written(14);
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void dataEndsAtTheHighMarkAndControlAboveTheReserve() {
        assertThat(offer(96, FramePriority.DATA)).isEqualTo(SendResult.ACCEPTED);
        assertThat(offer(0, FramePriority.DATA)).isEqualTo(SendResult.CONGESTED);
        assertThat(offer(16, FramePriority.CONTROL)).isEqualTo(SendResult.ACCEPTED);
        assertThat(offer(0, FramePriority.CONTROL)).isEqualTo(SendResult.CONGESTED);
        assertThat(queue.bytes()).isEqualTo(120);
    }

    @Test
    void oneCongestionOwesOneWritableEventBelowTheLowMark() {
        offer(96, FramePriority.DATA);
        assertThat(queue.takeWritable()).isFalse();
        offer(96, FramePriority.DATA);
        offer(96, FramePriority.DATA);
        assertThat(queue.takeWritable()).isFalse();
        queue.written(60);
        assertThat(queue.takeWritable()).as("at the low mark").isFalse();
        queue.written(1);
        assertThat(queue.takeWritable()).isTrue();
        assertThat(queue.takeWritable()).isFalse();
    }

    @Test
    void aFrameAboveTheMarksPassesAnEmptyQueueOnly() {
        assertThat(offer(500, FramePriority.DATA)).isEqualTo(SendResult.ACCEPTED);
        assertThat(offer(500, FramePriority.DATA)).isEqualTo(SendResult.CONGESTED);
        assertThat(offer(501, FramePriority.CONTROL)).isEqualTo(SendResult.TOO_LARGE);
        queue.written(504);
        assertThat(queue.takeWritable()).isTrue();
    }

    @Test
    void aClosedQueueKeepsItsCountUntilItIsWritten() {
        offer(6, FramePriority.DATA);
        offer(96, FramePriority.DATA);
        queue.close();
        queue.close();
        assertThat(offer(1, FramePriority.CONTROL)).isEqualTo(SendResult.CLOSED);
        assertThat(offer(501, FramePriority.CONTROL)).isEqualTo(SendResult.CLOSED);
        assertThat(queue.bytes()).isEqualTo(10);
        queue.written(10);
        assertThat(queue.bytes()).isZero();
        assertThat(queue.isClosed()).isTrue();
        assertThat(queue.takeWritable()).as("after the close").isFalse();
    }

    @Test
    void nothingComesBackAfterDiscarding() {
        offer(6, FramePriority.DATA);
        queue.discard();
        queue.written(10);
        assertThat(queue.isClosed()).isTrue();
        assertThat(queue.bytes()).isZero();
        assertThat(queue.hasFrames()).isFalse();
    }

    private SendResult offer(int length, FramePriority priority) {
        return queue.offer(Bytes.wrap(new byte[length]), priority);
    }
}
