package dev.gossip.transport.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.GossipException;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LoopsTest {

    @Test
    void theServiceLoaderFindsTheProvider() {
        LoopsTest.class.getModule().addUses(Transport.class);
        assertThat(ServiceLoader.load(Transport.class))
                .hasOnlyElementsOfType(NioTransport.class)
                .singleElement()
                .satisfies(transport -> {
                    assertThat(transport.name()).isEqualTo("nio");
                    assertThat(transport.priority()).isEqualTo(3);
                    assertThat(transport.availability().usable()).isTrue();
                    assertThat(transport.carrier()).isEqualTo(CarrierKind.BYTE_STREAM);
                    assertThat(transport.capabilities().tls()).isTrue();
                    assertThat(transport.capabilities().crossProcess()).isTrue();
                });
    }

    @Test
    void theServiceFileAndTheModuleNameTheSameProvider() throws Exception {
        try (var in =
                NioTransport.class.getModule().getResourceAsStream("META-INF/services/" + Transport.class.getName())) {
            assertThat(in).isNotNull();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip())
                    .isEqualTo(NioTransport.class.getName());
        }
    }

    @Test
    void oneSetOfNamedThreadsServesARuntimeAndEndsWithIt() {
        CompletableFuture<String> caller = new CompletableFuture<>();
        Recorder server = new Recorder() {
            @Override
            void afterOpen(Connection connection) {
                caller.complete(Thread.currentThread().getName());
            }
        };
        try (TestRuntime runtime = new TestRuntime()) {
            Loopback first = new Loopback(runtime);
            Loopback second = new Loopback(runtime);
            first.connect(first.listen(Loopback.PLAIN, server), Loopback.PLAIN, new Recorder());
            second.connect(second.listen(Loopback.PLAIN, new Recorder()), Loopback.PLAIN, new Recorder());
            assertThat(Await.result(caller)).startsWith(NioLoops.THREAD_NAME);
            assertThat(TestRuntime.loopThreads()).isEqualTo(Runtime.getRuntime().availableProcessors());
        }
        assertThat(TestRuntime.loopThreads()).isZero();
    }

    @Test
    void loopsTakeTurns() {
        try (NioLoops loops = NioLoops.open(Map.of(NioLoops.THREADS_PROPERTY, "3")::get)) {
            Set<EventLoop> seen = new HashSet<>();
            for (int i = 0; i < 6; i++) {
                seen.add(loops.next());
            }
            assertThat(seen).hasSize(3);
            assertThat(TestRuntime.loopThreads()).isEqualTo(3);
        }
        assertThat(TestRuntime.loopThreads()).isZero();
    }

    @Test
    void unknownSettingsAreNamed() {
        for (String value : new String[] {"0", "-1", "many", ""}) {
            assertThatThrownBy(() -> NioLoops.open(Map.of("gossip.nio.threads", value)::get))
                    .isInstanceOf(GossipException.class)
                    .hasMessageContaining("gossip.nio.threads=" + value);
        }
        assertThat(TestRuntime.loopThreads()).isZero();
    }
}
