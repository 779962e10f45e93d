package dev.gossip.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.SendResult;
import dev.gossip.core.StandardRuntime;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of the size of Fabric's largest blocks, and the edges of the limit. */
class LargeFramesTest {

    private static final int FABRIC_LIMIT = 100 << 20;

    private final GossipRuntime runtime = StandardRuntime.create();
    private final Loopback loopback = new Loopback(runtime);
    private final Recorder near = new Recorder();
    private final Recorder far = new Recorder();

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void aFrameOf64MebibytesArrives() {
        Connection connection = connect(FABRIC_LIMIT);
        byte[] content = new byte[64 << 20];
        new SplittableRandom(64).nextBytes(content);
        Bytes frame = Bytes.wrap(content);
        assertThat(connection.offer(frame, FramePriority.DATA)).isEqualTo(SendResult.ACCEPTED);
        assertThat(connection.queuedBytes()).as("until HTTP/2 has taken it").isGreaterThan(content.length);
        assertThat(connection.offer(Bytes.utf8("next"), FramePriority.DATA)).isEqualTo(SendResult.CONGESTED);
        assertThat(far.nextFrame().equals(frame)).isTrue();
        Await.until("one writable event", () -> near.writable.get() == 1);
        Await.until("nothing queued", () -> connection.queuedBytes() == 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16_384, 1 << 20})
    void theLimitIsTheLargestFrameBothWays(int limit) {
        Connection connection = connect(limit);
        Bytes largest = Bytes.wrap(new byte[limit]);
        Bytes above = Bytes.wrap(new byte[limit + 1]);
        for (Connection end : new Connection[] {connection, far.connection()}) {
            assertThat(end.offer(above, FramePriority.CONTROL)).isEqualTo(SendResult.TOO_LARGE);
            assertThat(end.offer(largest, FramePriority.DATA)).isEqualTo(SendResult.ACCEPTED);
        }
        assertThat(far.nextFrame()).isEqualTo(largest);
        assertThat(near.nextFrame()).isEqualTo(largest);
    }

    private Connection connect(int limit) {
        LinkOptions options = Loopback.options(limit, null);
        Listener listener = loopback.listen(options, far);
        return loopback.connect(listener.address(), options, near);
    }
}
