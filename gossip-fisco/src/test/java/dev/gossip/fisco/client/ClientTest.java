package dev.gossip.fisco.client;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.NodeLimits;
import dev.gossip.examples.sdk.FiscoSdk;
import dev.gossip.examples.sdk.SdkLink;
import dev.gossip.examples.sdk.SdkProcess;
import dev.gossip.examples.sdk.SdkUnavailableException;
import dev.gossip.fisco.FiscoConfig;
import dev.gossip.fisco.FiscoPeer;
import dev.gossip.fisco.limit.PublishLimits;
import dev.gossip.spi.transport.InboundLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/**
 * Starts nodes and SDKs, and ends them in the opposite order. All tests of a class share them, because SDKs start slowly; and
 * the classes run beside each other (see the pom), because they mostly wait for times that SDKs prescribe.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClientTest {

    /** As much as the other tests need, and so slowly restored that a slow machine makes no difference. */
    static final PublishLimits FEW_MEGABYTES =
            PublishLimits.NONE.withPerSdk(40 << 10).withWindow(Duration.ofMinutes(2));

    /** Two of these are more than {@link #FEW_MEGABYTES}. */
    static final String THREE_MEBIBYTES = "0123456789abcdef".repeat(3 << 16);

    /** SDKs of 2.x look every 20 s whether a node is back; the rest is for slow machines. */
    static final Duration BACK_WITHIN = Duration.ofSeconds(30);

    /** Leaves the processor to those who are waited for. */
    private static final Duration POLL = Duration.ofMillis(10);

    private static final Duration LONG = Duration.ofSeconds(90);

    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    @AfterAll
    void endAll() throws Exception {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }

    /** A node that somebody can stop and start again at the same port. */
    final class TestNode implements AutoCloseable {

        private final FiscoConfig config;
        private final InboundLimits inbound;
        private final UnaryOperator<FiscoPeer> endpoints;
        private FiscoPeer peer;
        private GossipNode node;

        TestNode(UnaryOperator<FiscoPeer> endpoints) {
            this(FiscoConfig.DEFAULT, InboundLimits.DEFAULT, endpoints);
        }

        TestNode(FiscoConfig config, UnaryOperator<FiscoPeer> endpoints) {
            this(config, InboundLimits.DEFAULT, endpoints);
        }

        TestNode(FiscoConfig config, InboundLimits inbound, UnaryOperator<FiscoPeer> endpoints) {
            this.config = config;
            this.inbound = inbound;
            this.endpoints = endpoints;
            start();
            running.push(this);
        }

        FiscoPeer peer() {
            return peer;
        }

        /** How much it dropped so far for this reason. */
        long drops(String reason) {
            return node.describe().drops().getOrDefault(reason, 0L);
        }

        void restart() {
            node.close();
            start();
        }

        private void start() {
            peer = endpoints.apply(FiscoPeer.create(config));
            node = peer.configure(GossipNode.builder())
                    // Many processes start at once here, on machines of any size.
                    .limits(NodeLimits.DEFAULT.toBuilder()
                            .connectTimeout(Duration.ofSeconds(60))
                            .inbound(inbound)
                            .build())
                    .start();
        }

        @Override
        public void close() {
            node.close();
        }
    }

    SdkProcess sdk(FiscoSdk kind, SdkLink link, Path certificates, List<String> addresses) {
        try {
            SdkProcess sdk = kind.prepare(System.out::println).start(link, certificates, addresses, LONG);
            running.push(sdk);
            sdk.awaitLoaded();
            return sdk;
        } catch (SdkUnavailableException e) {
            throw new AssertionError("the real " + kind + " is needed here; -DskipITs leaves these tests out", e);
        }
    }

    static List<String> addresses(int... ports) {
        return Arrays.stream(ports).mapToObj(port -> "127.0.0.1:" + port).toList();
    }

    static EndpointConfig.Builder listening(String name, String transport, int port) {
        return EndpointConfig.named(name).transport(transport).listen("127.0.0.1:" + port);
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void awaitTrue(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not in time: " + what);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
