package dev.gossip.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.SecurityFacts;
import org.junit.jupiter.api.Test;

class UnwrittenFramesTest {

    private static final Bytes FRAME = Bytes.wrap(new byte[10]);

    private final Writing connection = new Writing();
    private final UnwrittenFrames frames = new UnwrittenFrames(3);

    private SendResult offer(FramePriority priority) {
        return frames.offer(connection, FRAME, priority);
    }

    @Test
    void dataIsRefusedAtTheBoundUntilSomeIsWritten() {
        for (int i = 0; i < 3; i++) {
            assertThat(offer(FramePriority.DATA)).isEqualTo(SendResult.ACCEPTED);
        }
        assertThat(offer(FramePriority.DATA)).isEqualTo(SendResult.CONGESTED);
        connection.queued -= 9;
        assertThat(offer(FramePriority.DATA))
                .as("a frame that is written in part")
                .isEqualTo(SendResult.CONGESTED);
        connection.queued -= 1;
        assertThat(offer(FramePriority.DATA)).isEqualTo(SendResult.ACCEPTED);
        assertThat(offer(FramePriority.DATA)).isEqualTo(SendResult.CONGESTED);
    }

    @Test
    void whatWasRefusedLeavesNoTrace() {
        for (int i = 0; i < 100_000; i++) {
            offer(FramePriority.DATA);
        }
        connection.queued = 0;
        connection.answer = SendResult.CONGESTED;
        for (int i = 0; i < 100; i++) {
            offer(FramePriority.DATA);
        }
        connection.answer = SendResult.ACCEPTED;
        for (int i = 0; i < 3; i++) {
            assertThat(offer(FramePriority.DATA)).isEqualTo(SendResult.ACCEPTED);
        }
    }

    @Test
    void controlFramesPassTheBound() {
        for (int i = 0; i < 5; i++) {
            assertThat(offer(FramePriority.CONTROL)).isEqualTo(SendResult.ACCEPTED);
        }
        assertThat(offer(FramePriority.DATA)).isEqualTo(SendResult.CONGESTED);
    }

    /** Queues what it accepts. */
    private static final class Writing implements Connection {

        private long queued;
        private SendResult answer = SendResult.ACCEPTED;

        @Override
        public SendResult offer(Bytes frame, FramePriority priority) {
            queued += answer == SendResult.ACCEPTED ? frame.length() : 0;
            return answer;
        }

        @Override
        public void pauseReading() {}

        @Override
        public void resumeReading() {}

        @Override
        public long queuedBytes() {
            return queued;
        }

        @Override
        public PeerAddress local() {
            return PeerAddress.of("near", 1);
        }

        @Override
        public PeerAddress remote() {
            return PeerAddress.of("far", 1);
        }

        @Override
        public SecurityFacts security() {
            return SecurityFacts.PLAIN;
        }

        @Override
        public void close(CloseReason reason) {}
    }
}
