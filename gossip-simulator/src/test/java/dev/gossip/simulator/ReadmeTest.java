package dev.gossip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.Topic;
import dev.gossip.simulator.light.LightNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README shows what is compiled and run here, to the letter. */
class ReadmeTest {

    private static final Topic NEWS = Topic.named("news");

    @Test
    void howAMessageSpreads() {
        // tag::spread[]
        try (SimulatedWorld world = SimulatedWorld.seeded(42)
                .links(LinkModel.of(Latency.uniform(Duration.ofMillis(10), Duration.ofMillis(50))))) {
            LightNetwork network = LightNetwork.start(
                    world,
                    Overlay.regular(200, 8, 42),
                    node -> node.router("fanout").fanout(3));
            Spread spread = network.spread(0, 1_024, Duration.ofSeconds(5));
            System.out.printf(
                    "reached %.1f %% with %.2f copies per delivery, the last one after %d ms%n",
                    100 * spread.coverage(),
                    spread.copiesPerDelivery(),
                    spread.timeToLast().toMillis());
        }
        // end::spread[]
    }

    @Test
    void ownNodesInTrouble() {
        // tag::nodes[]
        SimulatedWorld world = SimulatedWorld.seeded(7);
        SimulatedHost alice = world.host("alice").uplink(1_250_000); // bytes per second
        SimulatedHost bob = world.host("bob");
        for (SimulatedHost host : List.of(alice, bob)) {
            host.start(node -> node.endpoint(EndpointConfig.named("main")
                    .protocol("light") // or any other
                    .setting("id", host.name())
                    .transport("simulated")
                    .listen("0.0.0.0:7000")
                    .seed(alice.address(7_000))
                    .build()));
        }
        world.run(Duration.ofSeconds(1));
        world.partition(List.of(List.of(alice), List.of(bob)));
        alice.node().publish(NEWS, Bytes.utf8("does not arrive yet"));
        world.run(Duration.ofSeconds(5));
        world.heal();
        bob.crash();
        bob.restart();
        boolean linked = world.runUntil(() -> bob.node().peers().alive().size() == 1, Duration.ofMinutes(1));
        String run = world.digest(); // the same for the same seed
        // end::nodes[]
        assertThat(linked).isTrue();
        assertThat(run).hasSize(64);
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spread", "nodes"})
    void theSnippetIsTheCompiledOne(String tag) throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/gossip/simulator/ReadmeTest.java"));
        String begin = "// tag::" + tag + "[]\n";
        String tagged =
                source.substring(source.indexOf(begin) + begin.length(), source.indexOf("// end::" + tag + "[]"));
        assertThat(Files.readString(Path.of("README.md")))
                .contains(tagged.stripIndent().strip());
    }
}
