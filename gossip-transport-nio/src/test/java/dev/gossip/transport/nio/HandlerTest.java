package dev.gossip.transport.nio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What handlers may do and what happens if they fail. */
class HandlerTest {

    private TestRuntime runtime;
    private Loopback loopback;

    @BeforeEach
    void open() {
        runtime = new TestRuntime();
        loopback = new Loopback(runtime);
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void aHandlerThatThrowsInOnOpenFailsTheDial() {
        Recorder client = new Recorder() {
            @Override
            void afterOpen(Connection connection) {
                throw new AssertionError("no");
            }
        };
        Listener listener = loopback.listen(Loopback.PLAIN, new Recorder());
        assertThat(Await.failure(loopback.tryConnect(listener.address(), Loopback.PLAIN, client)))
                .hasMessageContaining("onOpen");
        assertThat(client.closeReason().reason()).isEqualTo(DropReason.HANDLER_FAILED);
    }

    @Test
    void aHandlerThatThrowsInOnWritableOrOnClosedHarmsNobody() {
        LinkOptions tight = Loopback.marks(Loopback.PLAIN, 10, 100, 0);
        Recorder client = new Recorder() {
            @Override
            void afterOpen(Connection connection) {
                connection.offer(Bytes.wrap(new byte[96]), FramePriority.DATA);
                assertThat(connection.offer(Bytes.wrap(new byte[96]), FramePriority.DATA))
                        .isEqualTo(SendResult.CONGESTED);
            }

            @Override
            void afterWritable(Connection connection) {
                throw new IllegalStateException("no");
            }

            @Override
            public void onClosed(Connection connection, CloseReason reason) {
                super.onClosed(connection, reason);
                throw new IllegalStateException("no");
            }
        };
        Listener listener = loopback.listen(tight, remote -> Optional.of(new Recorder()));
        loopback.connect(listener, tight, client);
        assertThat(client.closeReason().detail()).contains("onWritable");
        loopback.connect(listener, tight, new Recorder());
    }

    @Test
    void closingInOnOpenIsFine() {
        Recorder client = new Recorder() {
            @Override
            void afterOpen(Connection connection) {
                connection.close(CloseReason.local("changed my mind"));
            }
        };
        Recorder server = new Recorder();
        loopback.connect(loopback.listen(Loopback.PLAIN, server), Loopback.PLAIN, client);
        assertThat(client.closeReason()).isEqualTo(CloseReason.local("changed my mind"));
        server.closeReason();
    }
}
