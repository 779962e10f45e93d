package dev.gossip.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SendQueueTest {

    private final SendQueue queue = new SendQueue(
            new LinkOptions(Loopback.PLAIN.carriage(), Optional.empty(), Duration.ofSeconds(1), 40, 100, 20), 500);

    @Test
    void countsPrefixesAndKeepsOrder() {
        assertThat(offer(6, FramePriority.DATA)).isEqualTo(SendResult.ACCEPTED);
        assertThat(offer(0, FramePriority.CONTROL)).isEqualTo(SendResult.ACCEPTED);
        assertThat(queue.bytes()).isEqualTo(16);
        assertThat(queue.poll()).isEqualTo(Bytes.wrap(new byte[6]));
        assertThat(queue.poll()).isEqualTo(Bytes.empty());
        assertThat(queue.poll()).isNull();
        queue.written(16);
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void dataEndsAtTheHighMarkAndControlAboveTheReserve() {
        assertThat(offer(95, FramePriority.DATA)).isEqualTo(SendResult.ACCEPTED);
        assertThat(offer(0, FramePriority.DATA)).isEqualTo(SendResult.CONGESTED);
        assertThat(offer(15, FramePriority.CONTROL)).isEqualTo(SendResult.ACCEPTED);
        assertThat(offer(0, FramePriority.CONTROL)).isEqualTo(SendResult.CONGESTED);
        assertThat(queue.bytes()).isEqualTo(120);
    }

    @Test
    void oneCongestionOwesOneWritableEventBelowTheLowMark() {
        offer(95, FramePriority.DATA);
        assertThat(queue.takeWritable()).isFalse();
        offer(95, FramePriority.DATA);
        offer(95, FramePriority.DATA);
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
        queue.written(505);
        assertThat(queue.takeWritable()).isTrue();
    }

    @Test
    void aClosedQueueKeepsItsCountUntilItIsWritten() {
        offer(6, FramePriority.DATA);
        offer(95, FramePriority.DATA);
        queue.close();
        queue.close();
        assertThat(offer(1, FramePriority.CONTROL)).isEqualTo(SendResult.CLOSED);
        assertThat(offer(501, FramePriority.CONTROL)).isEqualTo(SendResult.CLOSED);
        assertThat(queue.bytes()).isEqualTo(11);
        queue.written(11);
        assertThat(queue.bytes()).isZero();
        assertThat(queue.isClosed()).isTrue();
        assertThat(queue.takeWritable()).as("after the close").isFalse();
    }

    @Test
    void nothingComesBackAfterDiscarding() {
        offer(6, FramePriority.DATA);
        queue.discard();
        queue.written(11);
        assertThat(queue.isClosed()).isTrue();
        assertThat(queue.bytes()).isZero();
        assertThat(queue.hasFrames()).isFalse();
    }

    private SendResult offer(int length, FramePriority priority) {
        return queue.offer(Bytes.wrap(new byte[length]), priority);
    }
}
