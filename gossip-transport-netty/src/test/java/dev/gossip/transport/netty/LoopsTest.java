package dev.gossip.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.gossip.api.GossipException;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.Transport;
import io.netty.channel.epoll.Epoll;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class LoopsTest {

    @Test
    void theServiceLoaderFindsTheProviders() {
        LoopsTest.class.getModule().addUses(Transport.class);
        assertThat(ServiceLoader.load(Transport.class))
                .extracting(Transport::name, Transport::priority, Transport::carrier)
                .containsExactlyInAnyOrder(
                        tuple("netty", 5, CarrierKind.BYTE_STREAM),
                        tuple("websocket", new WebsocketTransport().priority(), CarrierKind.MESSAGE_STREAM));
        assertThat(ServiceLoader.load(Transport.class)).allSatisfy(transport -> {
            assertThat(transport.availability().usable()).isTrue();
            assertThat(transport.capabilities().tls()).isTrue();
            assertThat(transport.capabilities().crossProcess()).isTrue();
        });
    }

    /** The loader above reads one of the two lists, whichever way the tests run. */
    @Test
    void theServiceFileAndTheModuleNameTheSameProviders() throws Exception {
        try (var in = NettyTransport.class
                .getModule()
                .getResourceAsStream("META-INF/services/" + Transport.class.getName())) {
            assertThat(in).isNotNull();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .containsExactlyInAnyOrder(NettyTransport.class.getName(), WebsocketTransport.class.getName());
        }
    }

    @Test
    void oneSetOfNamedThreadsServesARuntimeAndEndsWithIt() {
        Await.until("the threads of other tests ended", () -> threads() == 0);
        BlockingQueue<String> callers = new LinkedBlockingQueue<>();
        Recorder server = new Recorder() {
            @Override
            void duringOpen(Connection connection) {
                callers.add(Thread.currentThread().getName());
            }
        };
        try (TestRuntime runtime = new TestRuntime("auto")) {
            Loopback first = new Loopback(runtime);
            Loopback second = new Loopback(runtime);
            first.connect(first.listen(Loopback.PLAIN, server), Loopback.PLAIN, new Recorder());
            second.connect(second.listen(Loopback.PLAIN, new Recorder()), Loopback.PLAIN, new Recorder());
            server.connection();
            assertThat(callers.poll()).startsWith(NettyLoops.THREAD_NAME);
            assertThat(threads()).isBetween(1L, (long) Runtime.getRuntime().availableProcessors());
        }
        Await.until("no thread left", () -> threads() == 0);
    }

    @Test
    void theBestLoopThatWorksIsChosen() {
        try (NettyLoops loops = NettyLoops.open(name -> null)) {
            assertThat(loops.ioName()).isEqualTo(Epoll.isAvailable() ? "epoll" : "nio");
        }
        try (NettyLoops loops = NettyLoops.open(Map.of("gossip.netty.io", "nio", "gossip.netty.threads", "1")::get)) {
            assertThat(loops.ioName()).isEqualTo("nio");
        }
    }

    @Test
    void whatDoesNotWorkHereIsReplacedByNio() {
        // The native part of io_uring is not among the test dependencies.
        try (NettyLoops loops = NettyLoops.open(Map.of("gossip.netty.io", "io_uring")::get)) {
            assertThat(loops.ioName()).isEqualTo("nio");
        }
    }

    @Test
    void unknownSettingsAreNamed() {
        assertThatThrownBy(() -> NettyLoops.open(Map.of("gossip.netty.io", "kqueue")::get))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("gossip.netty.io=kqueue")
                .hasMessageContaining("io_uring");
        assertThatThrownBy(() -> NettyLoops.open(Map.of("gossip.netty.allocator", "malloc")::get))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("pooled, adaptive or unpooled");
        assertThatThrownBy(() -> NettyLoops.open(Map.of("gossip.netty.threads", "0")::get))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("gossip.netty.threads=0");
        assertThatThrownBy(() -> NettyLoops.open(Map.of("gossip.netty.threads", "many")::get))
                .isInstanceOf(GossipException.class);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(NettyLoops.THREAD_NAME))
                .count();
    }
}
