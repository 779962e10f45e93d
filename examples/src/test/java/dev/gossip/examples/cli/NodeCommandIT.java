package dev.gossip.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gossip.api.Bytes;
import dev.gossip.api.PeerAddress;
import dev.gossip.core.StandardRuntime;
import dev.gossip.examples.certs.NetworkFiles;
import dev.gossip.examples.certs.NetworkPlan;
import dev.gossip.examples.certs.NetworkPlan.OrganisationPlan;
import dev.gossip.examples.config.NodeConfigParser;
import dev.gossip.examples.demo.Signals;
import dev.gossip.examples.demo.fabric.FabricDemo;
import dev.gossip.examples.node.ConfiguredNode;
import dev.gossip.fabric.block.BlockVerifier;
import dev.gossip.store.mvstore.MvOrderedStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes from files, one in this process and one in its own, which is told to end and started again. */
@Timeout(180)
class NodeCommandIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final StandardRuntime runtime = StandardRuntime.create();
    private final Signals signals = new Signals(runtime.time());
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Bytes> blocks = IntStream.range(0, 6)
            .mapToObj(number -> resource("block" + number + ".pb"))
            .toList();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void aNodeShowsItsStatusLeavesWhenToldAndContinuesWithItsBlocks() throws Exception {
        NetworkPlan plan = new NetworkPlan(List.of(new OrganisationPlan("Org1MSP", 2)), List.of(), 7051);
        List<Path> files = new NetworkFiles(folder, runtime.time()).write(plan);
        Files.write(folder.resolve("orderer.pem"), resource("orderer-ca.pem").toByteArray());
        Path store = folder.resolve("data");
        configure(files.get(0), "");
        try (ConfiguredNode first =
                ConfiguredNode.start(NodeConfigParser.read(files.get(0)), runtime, event -> signals.changed())) {
            configure(
                    files.get(1),
                    "bootstrap: ['" + first.address().hostAndPort() + "']\nstore: {type: mvstore, dir: " + store
                            + "}\n");
            submit(first, 0, 4);

            try (NodeProcess child = NodeProcess.start(files.get(1), folder, signals)) {
                PeerAddress status = child.statusAddress();
                child.await("four blocks", () -> get(status, "/status").contains("\"height\":4,\"lastHash\""));
                JsonNode page = JsonMapper.builder().build().readTree(get(status, "/status"));
                assertThat(page.get("org").asText()).isEqualTo("Org1MSP");
                assertThat(page.get("protocol").asText()).isEqualTo("fabric");
                JsonNode channel = page.get("channels").get("ch1");
                assertThat(channel.get("lastHash").asText())
                        .isEqualTo(BlockVerifier.headerOf(blocks.get(3))
                                .orElseThrow()
                                .hash()
                                .hex());
                assertThat(IntStream.of(0, 1, 2)
                                .map(way -> channel.get("received")
                                        .get(List.of("push", "pull", "state").get(way))
                                        .asInt())
                                .sum())
                        .isEqualTo(4);
                assertThat(channel.get("peers").asInt()).isEqualTo(1);
                JsonNode member = page.get("members").get(0);
                assertThat(member.get("id").asText()).isEqualTo(first.id().toString());
                assertThat(member.get("org").asText()).isEqualTo("Org1MSP");
                assertThat(member.get("alive").asBoolean()).isTrue();
                assertThat(page.get("drops").isObject()).isTrue();
                assertThat(page.get("queues").get("links").asInt()).isGreaterThanOrEqualTo(1);
                assertThat(page.get("uptimeMillis").asLong()).isPositive();
                assertThat(get(status, "/healthz")).isEqualTo("ok\n");
                assertThat(get(status, "/metrics"))
                        .contains("gossip_state_height{channel=\"ch1\",endpoint=\"fabric\"} 4.0")
                        .contains("gossip_state_commit_duration_seconds_count{channel=\"ch1\"} 4")
                        .contains("gossip_membership_total_peers_known{channel=\"ch1\"} 1.0");
                assertThat(first.channels().get(0).members()).hasSize(1);
                assertThatThrownBy(() -> MvOrderedStore.open(store.resolve("ch1.blocks")))
                        .hasMessageContaining("open already");

                child.end();
                assertThat(child.output()).contains("leaving: 1 channels", "stopped: links and stores are closed");
                // By its own word, long before it would be missed.
                signals.await(
                        "the leave is known",
                        Duration.ofSeconds(10),
                        () -> first.channels().get(0).members().isEmpty());
            }

            submit(first, 4, 6);
            try (NodeProcess child = NodeProcess.start(files.get(1), folder, signals)) {
                PeerAddress status = child.statusAddress();
                assertThat(child.output()).contains("channel ch1: 4 blocks in " + store);
                child.await("six blocks", () -> get(status, "/status").contains("\"height\":6,\"lastHash\""));
                signals.await(
                        "the return is known",
                        LONG,
                        () -> first.channels().get(0).members().size() == 1);
                child.end();
            }
        }
        try (MvOrderedStore left = MvOrderedStore.open(store.resolve("ch1.blocks"))) {
            assertThat(left.recovery().isClean()).isTrue();
            assertThat(IntStream.range(0, 6)
                            .mapToObj(number -> left.read(number).orElseThrow()))
                    .isEqualTo(blocks);
        }
    }

    private void submit(ConfiguredNode node, int from, int end) throws Exception {
        for (Bytes block : blocks.subList(from, end)) {
            node.channels().get(0).submit(block).toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    private void configure(Path file, String more) throws IOException {
        String yaml = Files.readString(file)
                .replaceAll("(?m)^listen: .*$", "listen: 127.0.0.1:0")
                .replaceAll("(?m)^(endpoint|externalEndpoint|bootstrap): .*$\\R", "");
        Files.writeString(
                file,
                yaml
                        + """
                status: 127.0.0.1:0
                channels:
                  - {name: ch1, organisations: [Org1MSP], ordererCa: [../../orderer.pem], genesisHash: %s}
                gossip: { publishStateInfoInterval: 500ms, requestStateInfoInterval: 1s,
                  reconnectInterval: 2s, aliveTimeInterval: 1s, aliveExpirationTimeout: 60s,
                  state: {enabled: true, checkInterval: 1s}}
                """.formatted(BlockVerifier.headerOf(blocks.get(0))
                                .orElseThrow()
                                .hash()
                                .hex())
                        + more);
    }

    private String get(PeerAddress address, String path) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://" + address.hostAndPort() + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Bytes resource(String name) {
        try (InputStream input = Objects.requireNonNull(FabricDemo.class.getResourceAsStream(name), name)) {
            return Bytes.wrap(input.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
