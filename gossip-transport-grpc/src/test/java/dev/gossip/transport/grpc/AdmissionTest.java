package dev.gossip.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.core.StandardRuntime;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.InboundLimits;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import dev.gossip.spi.transport.support.Door;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is let in before anybody speaks HTTP/2. */
class AdmissionTest {

    private static final byte[] HALF_A_HELLO = {22, 3, 1, 2, 0, 1, 0};

    private final GossipRuntime runtime = StandardRuntime.create();
    private final Loopback loopback = new Loopback(runtime);
    private final Doorkeeper doorkeeper = new Doorkeeper();

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void t35_eachOfAFloodOfConnectsIsCountedAndNobodyIsDisturbed() throws IOException {
        int flood = 2_000;
        LinkOptions options = Loopback.options(1_000, tls());
        InboundLimits limits = InboundLimits.DEFAULT.withConnectRate(10, 500);
        Listener listener = loopback.listen(options.withInbound(limits), doorkeeper);
        Connection witness = loopback.connect(listener.address(), options, new Recorder());
        Await.until("an accepted end", () -> doorkeeper.asked.size() == 1);
        Recorder far = doorkeeper.asked.get(0);
        for (int i = 1; i <= flood; i++) {
            try (Socket stranger = dial(listener.address().port())) {
                stranger.setSoLinger(true, 0);
                tryToWrite(stranger);
            }
            if (i % 500 == 0) {
                Bytes frame = Bytes.utf8("after " + i);
                witness.offer(frame, FramePriority.DATA);
                assertThat(far.nextFrame()).isEqualTo(frame);
            }
        }
        Await.until("each connect to be counted", () -> doorkeeper.turnedAway.size() == flood);
        assertThat(doorkeeper.asked).hasSize(1);
        assertThat(doorkeeper.turnedAway)
                .extracting(CloseReason::reason)
                .contains(DropReason.HANDSHAKE_FAILED, DropReason.CONNECTS_TOO_FAST);
        Await.until("a peer to be served after the flood", () -> {
            loopback.tryConnect(listener.address(), options, new Recorder())
                    .toCompletableFuture()
                    .exceptionally(refused -> null)
                    .join();
            return doorkeeper.asked.size() > 1;
        });
    }

    @Test
    void aFailedHandshakeIsToldOnceWithItsCause() throws IOException {
        Listener listener = loopback.listen(Loopback.options(1_000, tls()), doorkeeper);
        try (Socket plain = dial(listener.address().port())) {
            plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            plain.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
        Await.until("the failure", () -> !doorkeeper.turnedAway.isEmpty());
        assertThat(doorkeeper.turnedAway).singleElement().satisfies(told -> {
            assertThat(told.reason()).isEqualTo(DropReason.HANDSHAKE_FAILED);
            assertThat(told.detail()).contains("not an SSL/TLS record");
        });
    }

    @Test
    void connectionsWithoutACallAreBounded() throws IOException {
        GrpcLoops loops = GrpcLoops.open(name -> null, runtime.time());
        Door door = new Door(PeerAddress.of("127.0.0.1", 0), Loopback.PLAIN, doorkeeper, runtime.time());
        Admission admission = new Admission(door, false, 2);
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .bossEventLoopGroup(loops.group())
                .workerEventLoopGroup(loops.group())
                .channelFactory(admission::newServerChannel)
                .addTransportFilter(admission)
                .build()
                .start();
        loops.track(server);
        List<Socket> admitted = new ArrayList<>(List.of(dial(server.getPort()), dial(server.getPort())));
        for (Socket socket : admitted) {
            assertThat(isGreeted(socket)).isTrue();
        }
        try (Socket refused = dial(server.getPort())) {
            assertThat(isGreeted(refused)).isFalse();
        }
        assertThat(doorkeeper.turnedAway)
                .singleElement()
                .extracting(CloseReason::reason)
                .isEqualTo(DropReason.TOO_MANY_LINKS);
        admitted.get(0).close();
        Await.until("room for another", () -> {
            try {
                Socket another = dial(server.getPort());
                admitted.add(another);
                return isGreeted(another);
            } catch (IOException e) {
                return false;
            }
        });
        for (Socket socket : admitted) {
            socket.close();
        }
        loops.close();
    }

    /** Whether the server sends its settings. */
    private static boolean isGreeted(Socket socket) {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Socket dial(int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout((int) Await.LIMIT.toMillis());
        return socket;
    }

    private static void tryToWrite(Socket stranger) {
        try {
            stranger.getOutputStream().write(HALF_A_HELLO);
        } catch (IOException e) {
            assertThat(stranger.isClosed())
                    .as("by us, not by a listener that turned it away")
                    .isFalse();
        }
    }

    private TlsContext tls() {
        DevelopmentCa ca = DevelopmentCa.create("Org1MSP", runtime.time());
        return JdkTlsContext.builder(
                        ca.issue(NodeSpec.peer("alice").ip("127.0.0.1")).tls(ca.certificate()), runtime.time())
                .build();
    }

    /** Lets everybody in, and remembers whom the transport did not let come so far. */
    private static final class Doorkeeper implements ConnectionAcceptor {

        final List<Recorder> asked = new CopyOnWriteArrayList<>();
        final Queue<CloseReason> turnedAway = new ConcurrentLinkedQueue<>();

        @Override
        public Optional<ConnectionHandler> accept(PeerAddress remote) {
            Recorder handler = new Recorder();
            asked.add(handler);
            return Optional.of(handler);
        }

        @Override
        public void turnedAway(PeerAddress remote, CloseReason reason) {
            turnedAway.add(reason);
        }
    }
}
