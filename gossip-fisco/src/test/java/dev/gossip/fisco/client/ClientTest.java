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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** Starts nodes and SDKs, and ends them in the opposite order. All tests of a class share them, because SDKs start slowly. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClientTest {

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

        private final UnaryOperator<FiscoPeer> endpoints;
        private FiscoPeer peer;
        private GossipNode node;

        TestNode(UnaryOperator<FiscoPeer> endpoints) {
            this.endpoints = endpoints;
            start();
            running.push(this);
        }

        FiscoPeer peer() {
            return peer;
        }

        void restart() {
            node.close();
            start();
        }

        private void start() {
            peer = endpoints.apply(FiscoPeer.create(FiscoConfig.DEFAULT));
            node = peer.configure(GossipNode.builder())
                    // Many processes start at once here, on machines of any size.
                    .limits(NodeLimits.DEFAULT.toBuilder()
                            .connectTimeout(Duration.ofSeconds(60))
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
            Thread.yield();
        }
    }
}
