package dev.gossip.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.core.StandardRuntime;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.IssuedNode;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mutual TLS with certificates of a development authority, as Fabric's peers use it. */
class TlsTest {

    private final GossipRuntime runtime = StandardRuntime.create();
    private final Loopback loopback = new Loopback(runtime);
    private final DevelopmentCa ca = DevelopmentCa.create("Org1MSP", runtime.time());
    private final IssuedNode alice = ca.issue(NodeSpec.peer("alice").ip("127.0.0.1"));
    private final IssuedNode bob = ca.issue(NodeSpec.peer("bob"));
    private final Recorder near = new Recorder();
    private final Recorder far = new Recorder();

    @AfterEach
    void close() {
        runtime.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothEndsKnowBothCertificates(String protocol) {
        Listener listener =
                loopback.listen(secured(tls(alice).protocols(protocol).build()), far);
        Connection connection = loopback.connect(listener.address(), secured(tls(bob).build()), near);
        connection.offer(Bytes.utf8("hello"), FramePriority.DATA);
        assertThat(far.nextFrame()).isEqualTo(Bytes.utf8("hello"));

        assertThat(connection.security().protocol()).isEqualTo(protocol);
        assertThat(connection.security().ownLeaf()).contains(bob.certificate());
        assertThat(connection.security().peerLeaf()).contains(alice.certificate());
        assertThat(far.connection().security().ownLeaf()).contains(alice.certificate());
        assertThat(far.connection().security().peerLeaf()).contains(bob.certificate());
    }

    @Test
    void aReloadShowsOnTheNextConnectionOfBothEndsAndLeavesThoseThatAreUpAlone() {
        JdkTlsContext server = tls(alice).build();
        JdkTlsContext client = tls(bob).build();
        Recorder secondFar = new Recorder();
        Iterator<Recorder> handlers = List.of(far, secondFar).iterator();
        Listener listener = loopback.listen(secured(server), remote -> Optional.of(handlers.next()));
        Connection old = loopback.connect(listener.address(), secured(client), near);
        far.connection();

        IssuedNode carol = ca.issue(NodeSpec.peer("carol").ip("127.0.0.1"));
        IssuedNode dave = ca.issue(NodeSpec.peer("dave"));
        server.reload(carol.tls(ca.certificate()));
        client.reload(dave.tls(ca.certificate()));
        Connection fresh = loopback.connect(listener.address(), secured(client), new Recorder());
        assertThat(fresh.security().ownLeaf()).contains(dave.certificate());
        assertThat(fresh.security().peerLeaf()).contains(carol.certificate());
        assertThat(secondFar.connection().security().ownLeaf()).contains(carol.certificate());
        assertThat(secondFar.connection().security().peerLeaf()).contains(dave.certificate());
        assertThat(old.offer(Bytes.utf8("still up"), FramePriority.DATA)).isEqualTo(SendResult.ACCEPTED);
        assertThat(far.nextFrame()).isEqualTo(Bytes.utf8("still up"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void everyDialIsJudgedByBothEndsBesideTheEventLoops(String protocol) {
        WatchedTls server = new WatchedTls(tls(alice).protocols(protocol).build());
        WatchedTls client = new WatchedTls(tls(bob).build());
        Listener listener = loopback.listen(secured(server), remote -> Optional.of(new Recorder()));
        for (int dials = 1; dials <= 3; dials++) {
            Recorder handler = new Recorder();
            loopback.connect(listener.address(), secured(client), handler).close(CloseReason.local("next"));
            handler.closeReason();
            assertThat(client.judges).hasSize(dials);
            assertThat(server.judges).hasSize(dials);
        }
        assertThat(client.judges).noneMatch(thread -> thread.contains(GrpcLoops.THREAD_NAME));
        assertThat(server.judges).noneMatch(thread -> thread.contains(GrpcLoops.THREAD_NAME));
    }

    @Test
    void theNameIsThatOfTheDialledHost() {
        Listener listener = loopback.listen(secured(tls(alice).build()), far);
        PeerAddress wrong = PeerAddress.of("localhost", listener.address().port());
        Throwable failure = Await.failure(loopback.tryConnect(wrong, secured(tls(bob).build()), near));
        assertThat(failure).hasMessageContaining(wrong.hostAndPort()).hasMessageContaining("localhost");
        assertThat(failure.getMessage()).as("what happened, not where in gRPC").doesNotContain("Pipeline");
        assertThat(near.opened).isNotDone();

        loopback.connect(wrong, secured(tls(bob).verifyPeerName(false).build()), near);
        far.connection();
    }

    @Test
    void aStrangersProbeIsAnsweredOnceTlsLetsItIn() throws SSLException {
        Listener listener = loopback.listen(secured(tls(alice).build()), far);
        ManagedChannel channel = NettyChannelBuilder.forAddress(
                        "127.0.0.1", listener.address().port())
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(ca.certificate())
                        .keyManager(bob.key(), bob.certificate())
                        .build())
                .build();
        assertThat(ClientCalls.blockingUnaryCall(channel, Foreign.PING, CallOptions.DEFAULT, new byte[0]))
                .isEmpty();
        channel.shutdownNow();
        assertThat(far.opened).isNotDone();
    }

    @Test
    void aStrangerThatDoesNotBeginTlsIsCutAtTheConnectTimeout() throws IOException {
        LinkOptions hasty = new LinkOptions(
                Loopback.PLAIN.carriage(), secured(tls(alice).build()).tls(), Duration.ofMillis(200), 1, 2, 0);
        Listener listener = loopback.listen(hasty, far);
        try (Socket silent = new Socket("127.0.0.1", listener.address().port())) {
            silent.setSoTimeout((int) Await.LIMIT.toMillis());
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    private JdkTlsContext.Builder tls(IssuedNode node) {
        return JdkTlsContext.builder(node.tls(ca.certificate()), runtime.time());
    }

    private static LinkOptions secured(TlsContext tls) {
        return Loopback.options(1 << 20, tls);
    }
}
