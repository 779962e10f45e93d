package dev.gossip.examples.node.chronos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import dev.gossip.core.StandardRuntime;
import dev.gossip.examples.cli.CommandLineFactory;
import dev.gossip.examples.demo.Signals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chronos nodes made of files, on real sockets. */
@Timeout(120)
class ConfiguredChronosNodeIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String QUICK = """
            timings: {handshakeInterval: 200ms, selectionDelay: 50ms}
            status: 127.0.0.1:0
            """;

    private final StandardRuntime runtime = StandardRuntime.create();
    private final Signals signals = new Signals(runtime.time());
    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        runtime.close();
    }

    private ConfiguredChronosNode start(String name, String yaml) throws IOException {
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(file, "protocol: chronos\naddress: " + name + "\n" + QUICK + yaml);
        return ConfiguredChronosNode.start(file, runtime, log::add, event -> signals.changed());
    }

    @Test
    void whoComesLateCatchesUpAndShowsIt() throws IOException {
        String maker = """
                listen: 127.0.0.1:0
                role: server
                produceEvery: 100ms
                store: {type: mvstore, dir: data}
                """;
        long before;
        PeerAddress address;
        try (ConfiguredChronosNode first = start("1Maker", maker)) {
            await("blocks are made", () -> first.peer().height() >= 10);
            address = first.address().orElseThrow();
            try (ConfiguredChronosNode late =
                    start("1Late", "role: client\npeers: ['" + address.hostAndPort() + "']")) {
                assertThat(late.address()).isEmpty();
                await(
                        "the late one has caught up",
                        () -> page(late).at("/channels/chronos/height").asLong() >= 10);
                await(
                        "it has seen how far the other one is",
                        () -> page(late).at("/members/0/height").asLong() >= 10);
                JsonNode page = page(late);
                assertThat(page.get("nodeId").asText()).isEqualTo("1Late");
                assertThat(page.get("protocol").asText()).isEqualTo("chronos");
                assertThat(page.at("/members/0/id").asText()).isEqualTo("1Maker");
                assertThat(page.at("/members/0/endpoint").asText()).isEqualTo(address.hostAndPort());
                assertThat(page.at("/members/0/alive").asBoolean()).isTrue();
                assertThat(page.at("/channels/chronos/lastHash").asText()).hasSize(64);
                assertThat(page.at("/channels/chronos/received/committed").asInt())
                        .isGreaterThanOrEqualTo(11);
                assertThat(page.at("/channels/chronos/peers").asInt()).isEqualTo(1);
                assertThat(page.at("/channels/chronos/fork").isMissingNode()).isTrue();
                assertThat(page.at("/queues/knownBlocks").asInt()).isPositive();
                assertThat(page.at("/queues/cachedBytes").asLong()).isPositive();
                assertThat(page.get("drops").isObject()).isTrue();
                assertThat(page.get("uptimeMillis").asLong()).isPositive();
                assertThat(late.peer().block(10)).isEqualTo(first.peer().block(10));
                assertThat(text(late, "/healthz")).isEqualTo("ok\n");
                assertThat(text(late, "/metrics"))
                        .contains("gossip_chronos_height ", "gossip_chronos_known_blocks ", "gossip_chronos_peers 1.0");
            }
            before = first.peer().height();
        }
        assertThat(log).anyMatch(line -> line.startsWith("stopped at height "));
        try (ConfiguredChronosNode again = start("1Maker", maker)) {
            assertThat(again.peer().height()).isGreaterThanOrEqualTo(before);
            await("it goes on", () -> again.peer().height() > before + 2);
        }
    }

    @Test
    void bothMayMakeBlocksAndStayTogether() throws IOException {
        int[] ports = freePorts();
        String timings = "timings: {handshakeInterval: 200ms, selectionDelay: 400ms}\nstatus: 127.0.0.1:0\n";
        String both = "protocol: chronos\naddress: 1Both%d\nlisten: '127.0.0.1:%d'\npeers: ['127.0.0.1:%d']\n"
                + "produceEvery: 300ms\n" + timings;
        Path first = folder.resolve("first.yaml");
        Path second = folder.resolve("second.yaml");
        Files.writeString(first, both.formatted(1, ports[0], ports[1]));
        Files.writeString(second, both.formatted(2, ports[1], ports[0]));
        try (ConfiguredChronosNode one = ConfiguredChronosNode.start(first, runtime, log::add, e -> signals.changed());
                ConfiguredChronosNode two =
                        ConfiguredChronosNode.start(second, runtime, log::add, e -> signals.changed())) {
            await(
                    "both have blocks",
                    () -> two.peer().height() >= 5 && one.peer().height() >= 5);
            assertThat(two.peer().block(5)).isEqualTo(one.peer().block(5));
            assertThat(text(two, "/healthz")).isEqualTo("ok\n");
        }
    }

    private static int[] freePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket two = new ServerSocket(0)) {
            return new int[] {one.getLocalPort(), two.getLocalPort()};
        }
    }

    @Test
    void nobodyBeginsAChainOfHisOwnWhileOthersMayHaveOne() throws IOException {
        try (ConfiguredChronosNode alone =
                start("1Alone", "listen: 127.0.0.1:0\nproduceEvery: 10ms\npeers: ['127.0.0.1:1']")) {
            await("it waits", () -> log.stream().anyMatch(line -> line.contains("before a peer answers")));
            assertThat(alone.peer().height()).isEqualTo(-1);
            assertThat(text(alone, "/healthz")).isEqualTo("none of the 1 peers answers\n");
            assertThat(page(alone).at("/members/0/alive").asBoolean()).isFalse();
        }
    }

    @Test
    void aForkIsShown() throws IOException {
        String producing = "listen: 127.0.0.1:0\nproduceEvery: 100ms\nstore: {type: mvstore, dir: ours}\n";
        try (ConfiguredChronosNode ours = start("1Ours", producing)) {
            await("a chain", () -> ours.peer().height() >= 2);
        }
        try (ConfiguredChronosNode other = start("1Other", producing.replace("ours", "other"))) {
            await("another chain", () -> other.peer().height() >= 20);
            try (ConfiguredChronosNode ours = start(
                    "1Ours",
                    "listen: 127.0.0.1:0\nstore: {type: mvstore, dir: ours}\npeers: ['"
                            + other.address().orElseThrow().hostAndPort() + "']")) {
                await(
                        "the fork is seen",
                        () -> !page(ours).at("/channels/chronos/fork").isMissingNode());
                assertThat(text(ours, "/healthz")).contains("one of us follows another chain");
                assertThat(page(ours).at("/channels/chronos/fork/ours").asText())
                        .isEqualTo(page(ours).at("/channels/chronos/lastHash").asText());
                assertThat(page(ours).at("/drops/wrong-parent").asInt()).isPositive();
            }
        }
    }

    @Test
    void aTerminalMaySpeakLines() throws IOException {
        try (ConfiguredChronosNode node = start("1Lines", "listen: 127.0.0.1:0\ndebug: {ndjson: true}");
                Socket terminal =
                        new Socket("127.0.0.1", node.address().orElseThrow().port())) {
            terminal.getOutputStream().write("{\"code\":2,\"data\":0}\n".getBytes(StandardCharsets.UTF_8));
            assertThat(new BufferedReader(new InputStreamReader(terminal.getInputStream(), StandardCharsets.UTF_8))
                            .readLine())
                    .isEqualTo("{\"code\":0,\"data\":\"0\"}");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            address: ''                             | the address has 0 characters
            listens: 127.0.0.1:0                    | unknown key 'listens'; did you mean 'listen'?
            listen: nowhere                         | key 'listen' is 'nowhere'; write host:port
            status: nowhere                         | key 'status' is 'nowhere'; write host:port
            peers: [nowhere]                        | key 'peers[0]' is 'nowhere'; write host:port
            peers: h:1                              | key 'peers' must be a list
            role: miner                             | key 'role' is 'miner'; write both, client or server
            role: client                            | key 'listen' is of no use to a client
            'role: server, peers: ["h:1"]'          | key 'peers' is of no use to a server
            hasher: sha                             | key 'hasher' is 'sha'; write canonical or chronos-legacy
            broadcasting: maybe                     | key 'broadcasting' is 'maybe'; write on or off
            minDirect: -1                           | minDirect is -1
            minDirect: few                          | key 'minDirect' is 'few'; write a whole number
            announceDelay: soon                     | key 'announceDelay' is 'soon'; write a duration
            'timings: {replyTimeout: 0s}'           | replyTimeout is PT0S; it must be positive
            'timings: {idleTimeout: 1s}'            | it must be at least three times the handshakeInterval
            'timings: {reply: 1s}'                  | unknown key 'timings.reply'
            'limits: {queuedBlocks: 0}'             | every bound of a Chronos node must be positive
            'limits: {linksPerHost: many}'          | key 'limits.linksPerHost' is 'many'; write a whole number
            'limits: {maxFrameBytes: 1}'            | maxFrameBytes is 1; choose from 1 KiB
            'store: {type: files}'                  | key 'store.type' is 'files'; write memory or mvstore
            'store: {type: mvstore}'                | key 'store.dir' is missing
            'store: {type: memory, dir: data}'      | of use with type mvstore only
            produceEvery: often                     | key 'produceEvery' is 'often'; write a duration
            produceEvery: -1s                       | key 'produceEvery' must not be negative
            transport: pigeon                       | pigeon
            """)
    void whatMakesNoSenseIsNamed(String yaml, String expected) throws IOException {
        Path file = folder.resolve("node.yaml");
        String flow = "{protocol: chronos, " + (yaml.startsWith("address") ? "" : "address: 1Pu, ")
                + (yaml.startsWith("listen:") ? "" : "listen: '127.0.0.1:0', ") + yaml.replace(": 127.0.0.1:0", ": 'x'")
                + "}";
        Files.writeString(file, flow);
        assertThatThrownBy(() -> ConfiguredChronosNode.start(file, runtime, log::add, event -> {}))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void theCommandKnowsChronosFiles() throws IOException {
        Path file = folder.resolve("node.yaml");
        Files.writeString(file, "protocol: chronos\nadress: 1Pu\n");
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        assertThat(CommandLineFactory.create(out, out).execute("node", "--config", file.toString()))
                .isEqualTo(1);
        assertThat(text.toString()).contains("unknown key 'adress'; did you mean 'address'?");
    }

    private void await(String promise, BooleanSupplier condition) {
        signals.await(promise, LONG, condition, () -> "; log: " + log);
    }

    private static JsonNode page(ConfiguredChronosNode node) {
        try {
            return JSON.readTree(text(node, "/status"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(ConfiguredChronosNode node, String path) {
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
