package dev.gossip.examples.node.orbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Recipients;
import dev.gossip.core.StandardRuntime;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.IssuedNode;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.examples.cli.CommandLineFactory;
import dev.gossip.examples.demo.Signals;
import dev.gossip.orbs.codec.OrbsNode;
import dev.gossip.orbs.codec.OrbsTopic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orbs nodes made of files, on real sockets with TLS. */
@Timeout(120)
class ConfiguredOrbsNodeIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final StandardRuntime runtime = StandardRuntime.create();
    private final Signals signals = new Signals(runtime.time());
    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        runtime.close();
    }

    /** A file with its key; the certificate comes from an authority that nobody else knows. */
    private final class File {

        final String id;
        final Path path;
        final String pin;

        File(String id) throws IOException {
            this.id = id;
            path = folder.resolve(id + ".yaml");
            DevelopmentCa authority = DevelopmentCa.create(id, runtime.time());
            IssuedNode issued = authority.issue(NodeSpec.peer("node" + id));
            pin = OrbsNode.pinOf(issued.certificate()).hex();
            Files.write(folder.resolve(id + ".pem"), issued.certificatePem().toByteArray());
            Files.write(folder.resolve(id + ".key"), issued.keyPem().toByteArray());
        }

        void write(String... members) throws IOException {
            Files.writeString(path, """
                    protocol: orbs
                    nodeId: %s
                    virtualChain: 42
                    listen: 127.0.0.1:0
                    headers: membuffers
                    forwarding: {enabled: true, width: 2}
                    timings: {keepAliveInterval: 200ms, reconnectFirst: 200ms, reconnectLongest: 1s}
                    tls: {cert: %s.pem, key: %s.key}
                    status: 127.0.0.1:0
                    topology: [%s]
                    """.formatted(id, id, id, String.join(", ", members)));
        }

        String member(PeerAddress address) {
            return "{id: %s, address: '%s', pin: %s}".formatted(id, address.hostAndPort(), pin);
        }

        ConfiguredOrbsNode start() {
            return ConfiguredOrbsNode.start(path, runtime, log::add, event -> signals.changed());
        }
    }

    @Test
    void nodesLinkOnceTheirFilesNameThemAndShowIt() throws IOException {
        File a = new File("0a");
        File b = new File("0b");
        a.write();
        b.write();
        try (ConfiguredOrbsNode first = a.start();
                ConfiguredOrbsNode second = b.start()) {
            assertThat(log).anyMatch(line -> line.contains(a.pin)).anyMatch(line -> line.contains(b.pin));
            String both = a.member(first.address()) + ", " + b.member(second.address());
            b.write(both);
            await("b reads of a", () -> page(second, "/status").get("members").size() == 1);
            assertThat(text(second, "/healthz")).contains("none of the 1 other nodes");
            a.write(both);
            await(
                    "a is linked with b",
                    () -> page(first, "/status").at("/members/0/alive").asBoolean());
            first.peer().send(OrbsTopic.BLOCK_SYNC, 1, Recipients.ALL, List.of(Bytes.utf8("block")));
            await(
                    "b hears a",
                    () -> page(second, "/status")
                                    .at("/channels/42/received/block-sync")
                                    .asInt()
                            == 1);
            await("b is linked with a", () -> text(second, "/healthz").equals("ok\n"));

            JsonNode page = page(second, "/status");
            assertThat(page.get("nodeId").asText()).isEqualTo("0b");
            assertThat(page.get("protocol").asText()).isEqualTo("orbs");
            assertThat(page.at("/members/0/id").asText()).isEqualTo("0a");
            assertThat(page.at("/members/0/endpoint").asText())
                    .isEqualTo(first.address().hostAndPort());
            assertThat(page.at("/channels/42/peers").asInt()).isEqualTo(1);
            assertThat(page.get("drops").isObject()).isTrue();
            assertThat(page.at("/queues/waitingMessages/lean-helix").asInt()).isZero();
            assertThat(page.at("/queues/links").asInt()).isPositive();
            assertThat(page.get("uptimeMillis").asLong()).isPositive();
            assertThat(text(second, "/metrics"))
                    .contains("gossip_orbs_received{topic=\"block-sync\"} 1.0")
                    .contains("Gossip_Received_Messages_total 1.0")
                    .contains("Gossip_Topic_BlockSync_MessagesInQueue 0.0")
                    .contains("Gossip_OutgoingConnection_Active_Count 1.0");

            a.write(both, "{id: oops");
            await("a broken file is told", () -> log.stream().anyMatch(line -> line.contains("the old one stays")));
            assertThat(page(first, "/status").get("members")).hasSize(1);
            a.write(a.member(first.address()));
            await("b has left", () -> page(first, "/status").get("members").isEmpty());
        }
        assertThat(log.stream().filter(line -> line.startsWith("stopped"))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nodeId: xyz         | nodeId: 0a          | key 'nodeId' is 'xyz'
            virtualChain: -1    | virtualChain: 42    | virtualChain -1 is outside
            headers: json       | headers: membuffers | write protobuf or membuffers
            maxBlockBytes: 67108864 | nothing         | make smaller blocks
            maxBlockBytes: all  | nothing             | key 'maxBlockBytes' is 'all'
            width: many         | width: 2            | key 'forwarding.width' is 'many'
            first: 1s           | nothing             | unknown key 'first'
            keepAliveInterval: 1 hour | keepAliveInterval: 200ms | key 'timings.keepAliveInterval'
            keepAliveInterval: 1m | keepAliveInterval: 200ms | at most a third
            listen: nowhere     | listen: 127.0.0.1:0 | key 'listen'
            status: nowhere     | status: 127.0.0.1:0 | key 'status'
            cert: none.pem      | cert: 0a.pem        | none.pem
            '{id: 0a, address: h:1}' | '{id: 0a, address: h:1, pin: 00}' | key 'topology[0].pin' is missing
            pin: 00             | pin: 01             | 64 hexadecimal digits
            """)
    void whatMakesNoSenseIsNamed(String wrong, String right, String expected) throws IOException {
        File a = new File("0a");
        a.write("{id: 0a, address: h:1, pin: %s}".formatted(right.equals("pin: 01") ? "01" : "00"));
        String yaml = Files.readString(a.path);
        Files.writeString(a.path, right.equals("nothing") ? yaml + wrong + "\n" : yaml.replace(right, wrong));
        assertThatThrownBy(a::start).isInstanceOf(GossipException.class).hasMessageContaining(expected);
    }

    @Test
    void pinsWithoutTlsWouldProveNothing() throws IOException {
        File a = new File("0a");
        a.write(a.member(PeerAddress.of("h", 1)));
        Files.writeString(
                a.path,
                Files.readAllLines(a.path).stream()
                        .filter(line -> !line.startsWith("tls"))
                        .collect(Collectors.joining("\n")));
        assertThatThrownBy(a::start).hasMessageContaining("is of use with 'tls' only");
    }

    @Test
    void theCommandKnowsOrbsFiles() throws IOException {
        Path file = folder.resolve("node.yaml");
        Files.writeString(file, "protocol: orbs\nnodeid: 0a\n");
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        assertThat(CommandLineFactory.create(out, out).execute("node", "--config", file.toString()))
                .isEqualTo(1);
        assertThat(text.toString()).contains("unknown key 'nodeid'; did you mean 'nodeId'?");
    }

    private void await(String promise, BooleanSupplier condition) {
        signals.await(promise, LONG, condition, () -> "; log: " + log);
    }

    private static JsonNode page(ConfiguredOrbsNode node, String path) {
        try {
            return JSON.readTree(text(node, path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(ConfiguredOrbsNode node, String path) {
        String address = node.statusAddress().orElseThrow().hostAndPort();
        try {
            return CLIENT.send(
                            HttpRequest.newBuilder(URI.create("http://" + address + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
