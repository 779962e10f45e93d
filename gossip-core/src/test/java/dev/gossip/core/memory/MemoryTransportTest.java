package dev.gossip.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.core.testprotocol.LengthPrefix;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryTransportTest {

    private static final LinkOptions OPTIONS = new LinkOptions(
            new Carriage.ByteStream(new LengthPrefix(1_000)), Optional.empty(), Duration.ofSeconds(1), 100, 1_000, 500);

    private final VirtualTime time = new VirtualTime();
    private final VirtualRuntime runtime = new VirtualRuntime(time, 1);
    private final MemoryTransport transport = new MemoryTransport();
    private final Recorder server = new Recorder();
    private final Recorder client = new Recorder();

    private Connection connect() {
        Listener listener = transport
                .listen(PeerAddress.of("memory", 0), OPTIONS, remote -> Optional.of(server), runtime)
                .toCompletableFuture()
                .join();
        Connection connection = transport
                .connect(listener.address(), OPTIONS, client, runtime)
                .toCompletableFuture()
                .join();
        time.settle();
        return connection;
    }

    @Test
    void framesArriveInOrderAndBothEndsSeeOneOpenAndOneClose() {
        Connection connection = connect();
        for (int i = 0; i < 5; i++) {
            assertThat(connection.offer(Bytes.utf8("f" + i), FramePriority.DATA))
                    .isEqualTo(SendResult.ACCEPTED);
        }
        time.settle();
        connection.close(CloseReason.local("done"));
        connection.close(CloseReason.local("again"));
        time.settle();

        assertThat(server.events).containsExactly("open", "f0", "f1", "f2", "f3", "f4", "closed REMOTE");
        assertThat(client.events).containsExactly("open", "closed LOCAL");
        assertThat(connection.offer(Bytes.utf8("late"), FramePriority.DATA)).isEqualTo(SendResult.CLOSED);
    }

    @Test
    void aFrameAboveTheLimitIsRefused() {
        assertThat(connect().offer(Bytes.wrap(new byte[1_001]), FramePriority.DATA))
                .isEqualTo(SendResult.TOO_LARGE);
    }

    @Test
    void aPausedReaderCongestsItsSenderWhoHearsOnceWhenThereIsRoom() {
        Connection connection = connect();
        server.connection().pauseReading();
        Bytes frame = Bytes.wrap(new byte[300]);
        assertThat(connection.offer(frame, FramePriority.DATA)).isEqualTo(SendResult.ACCEPTED);
        assertThat(connection.offer(frame, FramePriority.DATA)).isEqualTo(SendResult.ACCEPTED);
        assertThat(connection.offer(frame, FramePriority.DATA)).isEqualTo(SendResult.ACCEPTED);
        assertThat(connection.offer(frame, FramePriority.DATA)).isEqualTo(SendResult.CONGESTED);
        assertThat(connection.offer(frame, FramePriority.CONTROL)).isEqualTo(SendResult.ACCEPTED);
        assertThat(connection.offer(frame, FramePriority.CONTROL)).isEqualTo(SendResult.ACCEPTED);
        assertThat(connection.offer(frame, FramePriority.CONTROL)).isEqualTo(SendResult.CONGESTED);
        time.settle();
        assertThat(connection.queuedBytes()).isEqualTo(1_500);
        assertThat(client.events).containsExactly("open");

        server.connection().resumeReading();
        time.settle();

        assertThat(connection.queuedBytes()).isZero();
        assertThat(client.events).containsExactly("open", "writable");
    }

    @Test
    void aThrowingHandlerClosesOnlyItsConnection() {
        Connection first = connect();
        Connection second = connect();
        server.failOn = "bad";
        first.offer(Bytes.utf8("bad"), FramePriority.DATA);
        second.offer(Bytes.utf8("good"), FramePriority.DATA);
        time.settle();
        assertThat(first.offer(Bytes.utf8("x"), FramePriority.DATA)).isEqualTo(SendResult.CLOSED);
        assertThat(second.offer(Bytes.utf8("x"), FramePriority.DATA)).isEqualTo(SendResult.ACCEPTED);
    }

    @Test
    void dialingNobodyFailsNamingTheAddress() {
        assertThat(transport
                        .connect(PeerAddress.of("memory", 9), OPTIONS, client, runtime)
                        .toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(GossipException.class)
                .withMessageContaining("memory:9");
    }

    private static final class Recorder implements ConnectionHandler {
        private final List<String> events = new ArrayList<>();
        private final List<Connection> connections = new ArrayList<>();
        private String failOn = "";

        Connection connection() {
            return connections.get(connections.size() - 1);
        }

        @Override
        public void onOpen(Connection connection) {
            connections.add(connection);
            events.add("open");
        }

        @Override
        public void onFrame(Connection connection, Bytes frame) {
            if (frame.utf8().equals(failOn)) {
                throw new IllegalStateException("handler bug");
            }
            events.add(frame.length() > 100 ? "big" : frame.utf8());
        }

        @Override
        public void onWritable(Connection connection) {
            events.add("writable");
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {
            events.add("closed " + reason.initiator());
        }
    }
}
