package dev.gossip.examples.node.fisco;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gossip.amop.AmopHandler;
import dev.gossip.amop.AmopResult;
import dev.gossip.api.Bytes;
import dev.gossip.api.Subscription;
import dev.gossip.core.StandardRuntime;
import dev.gossip.examples.certs.FiscoFiles;
import dev.gossip.examples.certs.FiscoPlan;
import dev.gossip.examples.certs.KeyKind;
import dev.gossip.examples.demo.Signals;
import java.io.IOException;
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
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FISCO BCOS nodes made of files, on real sockets with TLS. */
@Timeout(120)
class ConfiguredFiscoNodeIT {

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

    private List<Path> network(int generation, int nodes, KeyKind keys) {
        return new FiscoFiles(folder, runtime.time()).write(new FiscoPlan(generation, nodes, keys, 30300, 20200));
    }

    /** Ports are chosen by the system, so addresses are told one by one. */
    private static void configure(Path file, int generation, String... more) throws IOException {
        Files.writeString(file, """
                protocol: fisco
                generation: %d
                certs: conf
                listen: 127.0.0.1:0
                status: 127.0.0.1:0
                """.formatted(generation) + String.join("\n", more) + "\n");
    }

    private ConfiguredFiscoNode start(Path file) {
        return ConfiguredFiscoNode.start(file, runtime, log::add, event -> signals.changed());
    }

    @ParameterizedTest
    @CsvSource({"2, P_256", "2, SECP256K1", "3, RSA", "3, P_256"})
    void nodesFromFilesLinkAndCarryTopics(int generation, KeyKind keys) throws Exception {
        List<Path> files = network(generation, 2, keys);
        configure(files.get(0), generation, "groups: [{name: '1', height: 7}]", "channelListen: 127.0.0.1:0");
        try (ConfiguredFiscoNode first = start(files.get(0))) {
            configure(
                    files.get(1),
                    generation,
                    "peers: ['" + first.address().hostAndPort() + "']",
                    "websocketListen: 127.0.0.1:0",
                    "websocketPlain: true");
            try (ConfiguredFiscoNode second = start(files.get(1))) {
                await(
                        "they are linked",
                        () -> page(first, "/status").at("/routes/0/hops").asInt() == 1);
                Subscription subscription = first.peer()
                        .amop()
                        .subscribe("orders/~new", AmopHandler.of(delivery -> Bytes.utf8("received")))
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);
                await(
                        "the topic is known",
                        () -> page(second, "/status").at("/topics").has("orders/~new"));

                JsonNode page = page(second, "/status");
                assertThat(page.get("nodeId").asText()).isEqualTo(second.id().hex());
                assertThat(page.get("protocol").asText()).isEqualTo("fisco");
                assertThat(page.get("generation").asInt()).isEqualTo(generation);
                assertThat(page.at("/members/0/id").asText())
                        .isEqualTo(first.id().hex());
                assertThat(page.at("/members/0/alive").asBoolean()).isTrue();
                assertThat(page.at("/routes/0/id").asText())
                        .isEqualTo(first.id().hex());
                assertThat(page.at("/routes/0/via").asText())
                        .isEqualTo(first.id().hex());
                JsonNode topic = page.get("topics").get("orders/~new");
                assertThat(topic.get("here").asBoolean()).isFalse();
                assertThat(topic.at("/nodes/0").asText()).isEqualTo(first.id().hex());
                assertThat(page.get("sdkSessions").isArray()).isTrue();
                assertThat(page.get("drops").isObject()).isTrue();
                assertThat(page.at("/queues/links").asInt()).isPositive();
                assertThat(page.get("uptimeMillis").asLong()).isPositive();
                assertThat(page(first, "/status").at("/channels/1/height").asInt())
                        .isEqualTo(7);
                assertThat(page(first, "/status")
                                .at("/topics")
                                .get("orders/~new")
                                .get("here")
                                .asBoolean())
                        .isTrue();
                assertThat(text(second, "/healthz")).isEqualTo("ok\n");
                assertThat(text(second, "/metrics")).contains("gossip_fisco_nodes_reachable 1.0");
                assertThat(first.sdkAddresses()).containsOnlyKeys(2);
                assertThat(second.sdkAddresses()).containsOnlyKeys(3);

                AmopResult result = second.peer()
                        .amop()
                        .publish("orders/~new", Bytes.utf8("?"))
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS);
                assertThat(result.isAnswered()).as("%s", result).isTrue();

                await(
                        "joining is told",
                        () -> told("topic joined: orders/~new, here")
                                && told("topic joined: orders/~new, at " + FiscoLog.name(first.id())));
                subscription.close();
                await("leaving is told", () -> told("topic left: orders/~new, here"));
                assertThat(log).anyMatch(line -> line.startsWith("connected: " + FiscoLog.name(second.id()) + " at "));
            }
        }
        assertThat(log.stream().filter(line -> line.startsWith("stopped"))).hasSize(2);
    }

    @Test
    void listsAndAddressesChangeWhileTheNodeRuns() throws Exception {
        List<Path> files = network(3, 3, KeyKind.P_256);
        configure(files.get(0), 3);
        configure(files.get(1), 3);
        try (ConfiguredFiscoNode first = start(files.get(0));
                ConfiguredFiscoNode second = start(files.get(1))) {
            String consensus = "ab".repeat(64);
            String group = "groups: [{name: group0, nodes: ['" + consensus + "']}]";
            configure(files.get(2), 3, "listsFile: lists.yaml", group);
            Path lists = files.get(2).resolveSibling("lists.yaml");
            Files.writeString(lists, "allow: ['" + first.id().hex() + "']\n");
            try (ConfiguredFiscoNode third = start(files.get(2))) {
                assertThat(text(third, "/healthz")).isEqualTo("ok\n");
                String to = "peers: ['" + third.address().hostAndPort() + "']";
                configure(files.get(0), 3, to);
                configure(files.get(1), 3, to);
                await("the first is admitted", () -> third.peer().routes().containsKey(first.id()));
                await("the second is not", () -> log.stream().anyMatch(line -> line.contains("not-admitted")));
                assertThat(third.peer().routes()).containsOnlyKeys(first.id());
                assertThat(text(second, "/healthz")).contains("none of the 1 addresses can be reached");

                Files.writeString(lists, "allow: [oops]\n");
                await(
                        "a mistake is told",
                        () -> log.stream().anyMatch(line -> line.contains("nothing changes: 'oops'")));
                assertThat(third.peer().routes()).containsOnlyKeys(first.id());
                Files.writeString(lists, "allow:\n");
                await("an empty key is told", () -> log.stream().anyMatch(line -> line.contains("write [] for")));
                assertThat(third.peer().routes()).containsOnlyKeys(first.id());

                Files.writeString(lists, "deny: ['" + first.id().hex() + "']\n");
                await("the second is admitted", () -> third.peer().routes().containsKey(second.id()));
                await("the first is not any more", () -> third.peer().routes().size() == 1);
                assertThat(log).contains("lists: all allowed, 1 denied from now on");

                configure(files.get(2), 3, "listsFile: lists.yaml", group, "limits: {topics: 5}");
                await(
                        "what needs a restart is told",
                        () -> told("configuration: other keys than peers, allow and deny"
                                + " changed; they need a restart"));
                configure(files.get(1), 3);
                await(
                        "an address that goes ends its link",
                        () -> third.peer().routes().isEmpty());
            }
        }
    }

    private boolean told(String line) {
        return log.contains(line);
    }

    private void await(String promise, BooleanSupplier condition) {
        signals.await(promise, LONG, condition, () -> "; log: " + log);
    }

    private static JsonNode page(ConfiguredFiscoNode node, String path) {
        try {
            return JSON.readTree(text(node, path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(ConfiguredFiscoNode node, String path) {
        String address = node.statusAddress().orElseThrow().hostAndPort();
        try {
            HttpResponse<String> reply = CLIENT.send(
                    HttpRequest.newBuilder(URI.create("http://" + address + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            // A machine under load may need another try.
            return reply.statusCode() == 500 ? "{}" : reply.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
