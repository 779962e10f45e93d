package dev.gossip.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.simulator.light.LightProtocol;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract of connections, in virtual time. */
class SimulatedConnectionTest {

    private static final int HIGH = 10_000;
    private static final int RESERVE = 2_000;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SimulatedWorld world =
            SimulatedWorld.seeded(9).links(LinkModel.of(Latency.uniform(Duration.ofMillis(1), Duration.ofMillis(100))));
    private final SimulatedHost a = host("a");
    private final SimulatedHost b = host("b");
    private final LinkOptions options = new LinkOptions(
            new LightProtocol().carriage(CarrierKind.BYTE_STREAM).orElseThrow(),
            Optional.empty(),
            Duration.ofSeconds(3),
            HIGH / 4,
            HIGH,
            RESERVE);
    private final End near = new End();
    private final End far = new End();

    private SimulatedHost host(String name) {
        SimulatedHost host = world.host(name);
        host.start(node -> node.endpoint(EndpointConfig.named("main")
                .protocol("light")
                .transport("simulated")
                .setting("id", name)
                .build()));
        return host;
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static GossipRuntime runtime(SimulatedHost host) {
        return host.sockets().orElseThrow().runtime();
    }

    private void link() {
        listen();
        dial(b.address(1));
        world.run(SECOND);
    }

    private void listen() {
        new SimulatedTransport().listen(b.address(1), options, remote -> Optional.of(far), runtime(b));
    }

    private CompletableFuture<Connection> dial(PeerAddress address) {
        return new SimulatedTransport()
                .connect(address, options, near, runtime(a))
                .toCompletableFuture();
    }

    private static Bytes frame(int number, int length) {
        byte[] frame = new byte[length];
        frame[0] = (byte) number;
        return Bytes.wrap(frame);
    }

    @Test
    void framesKeepTheirOrderWhateverTheirLatency() {
        link();
        List<Bytes> sent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sent.add(frame(i, 10));
            assertThat(near.connection().offer(sent.get(i), FramePriority.DATA)).isEqualTo(SendResult.ACCEPTED);
        }
        near.connection().close(CloseReason.local("done"));
        world.run(SECOND);
        assertThat(far.frames).isEqualTo(sent);
        assertThat(near.closed).hasSize(1);
        assertThat(far.closed).hasSize(1).allMatch(reason -> reason.initiator() == CloseReason.Initiator.REMOTE);
        assertThat(near.connection().offer(sent.get(0), FramePriority.DATA)).isEqualTo(SendResult.CLOSED);
    }

    @Test
    void aFullQueueCongestsAndSaysWhenItIsWritableAgain() {
        link();
        a.uplink(10_000);
        Connection connection = near.connection();
        for (int i = 0; i < 10; i++) {
            assertThat(connection.offer(frame(i, 1_000), FramePriority.DATA)).isEqualTo(SendResult.ACCEPTED);
        }
        assertThat(connection.offer(frame(10, 1_000), FramePriority.DATA)).isEqualTo(SendResult.CONGESTED);
        assertThat(connection.offer(frame(11, RESERVE), FramePriority.CONTROL)).isEqualTo(SendResult.ACCEPTED);
        assertThat(connection.queuedBytes()).isEqualTo(HIGH + RESERVE);
        assertThat(near.writable).isZero();
        world.run(SECOND.multipliedBy(2));
        assertThat(near.writable).isEqualTo(1);
        assertThat(far.frames).hasSize(11);
        assertThat(connection.queuedBytes()).isZero();
    }

    @Test
    void aReaderThatPausesHoldsBackItsSender() {
        link();
        far.connection().pauseReading();
        int mebibyte = 1 << 20;
        int accepted = 0;
        while (near.connection().offer(frame(accepted, mebibyte), FramePriority.DATA) == SendResult.ACCEPTED) {
            accepted++;
        }
        world.run(SECOND);
        assertThat(far.frames).isEmpty();
        assertThat(near.connection().queuedBytes()).isEqualTo(mebibyte);
        assertThat(accepted).isEqualTo(5);
        far.connection().resumeReading();
        world.run(SECOND);
        assertThat(far.frames).hasSize(accepted);
        assertThat(near.writable).isEqualTo(1);
    }

    @Test
    void whatWasSentBeforeACloseIsReadAfterAPause() {
        link();
        far.connection().pauseReading();
        near.connection().offer(frame(1, 10), FramePriority.DATA);
        near.connection().close(CloseReason.local("done"));
        world.run(SECOND);
        assertThat(far.closed).isEmpty();
        far.connection().resumeReading();
        world.run(SECOND);
        assertThat(far.frames).hasSize(1);
        assertThat(far.closed).hasSize(1);
    }

    @Test
    void aFrameAboveTheLimitIsNotTaken() {
        link();
        Bytes large = frame(1, LightProtocol.MAX_FRAME_BYTES + 1);
        assertThat(near.connection().offer(large, FramePriority.DATA)).isEqualTo(SendResult.TOO_LARGE);
    }

    @Test
    void aHandlerThatFailsCostsItsConnection() {
        link();
        far.failing = true;
        near.connection().offer(frame(1, 10), FramePriority.DATA);
        world.run(SECOND);
        assertThat(far.closed).hasSize(1).allMatch(reason -> reason.reason().equals(DropReason.HANDLER_FAILED));
        assertThat(near.closed).hasSize(1);
    }

    @Test
    void dialsFailAsInANetwork() {
        assertThatThrownBy(() -> dial(PeerAddress.of("nowhere", 1)).getNow(null))
                .hasRootCauseMessage("cannot dial nowhere:1: no host of this world is called 'nowhere'");
        CompletableFuture<Connection> refused = dial(b.address(1));
        b.crash();
        CompletableFuture<Connection> unanswered = dial(b.address(2));
        world.run(Duration.ofMillis(2_999));
        assertThat(unanswered).isNotDone();
        world.run(Duration.ofMillis(1));
        assertThatThrownBy(() -> unanswered.getNow(null)).hasMessageContaining("no answer from b:2 within PT3S");
        assertThatThrownBy(() -> refused.getNow(null)).hasMessageContaining("no answer");
    }

    @Test
    void aPortWithoutListenerRefuses() {
        CompletableFuture<Connection> refused = dial(b.address(1));
        world.run(Duration.ofMillis(200));
        assertThatThrownBy(() -> refused.getNow(null)).hasMessageContaining("nobody listens there");
    }

    @Test
    void anAnswerThatComesAfterTheLimitOpensNothing() {
        listen();
        world.links(LinkModel.of(Latency.fixed(Duration.ofSeconds(2))));
        CompletableFuture<Connection> late = dial(b.address(1));
        world.run(Duration.ofSeconds(10));
        assertThat(late).isCompletedExceptionally();
        assertThat(near.connection).isNull();
        assertThat(far.closed).hasSize(1);
    }

    @Test
    void aPortServesOneListener() {
        listen();
        assertThatThrownBy(() -> new SimulatedTransport()
                        .listen(b.address(1), options, remote -> Optional.empty(), runtime(b))
                        .toCompletableFuture()
                        .getNow(null))
                .hasMessageContaining("b:1 is in use");
    }

    /** What one end was told. */
    private static final class End implements ConnectionHandler {

        private final List<Bytes> frames = new ArrayList<>();
        private final List<CloseReason> closed = new ArrayList<>();
        private @Nullable Connection connection;
        private int writable;
        private boolean failing;

        Connection connection() {
            return java.util.Objects.requireNonNull(connection);
        }

        @Override
        public void onOpen(Connection opened) {
            connection = opened;
        }

        @Override
        public void onFrame(Connection carrier, Bytes frame) {
            if (failing) {
                throw new IllegalStateException("as the test wants it");
            }
            frames.add(frame);
        }

        @Override
        public void onWritable(Connection carrier) {
            writable++;
        }

        @Override
        public void onClosed(Connection carrier, CloseReason reason) {
            closed.add(reason);
        }
    }
}
