package dev.gossip.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gossip.amop.AmopHandler;
import dev.gossip.amop.AmopResult;
import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.PeerAddress;
import dev.gossip.core.StandardRuntime;
import dev.gossip.examples.certs.FiscoFiles;
import dev.gossip.examples.certs.FiscoPlan;
import dev.gossip.examples.certs.KeyKind;
import dev.gossip.examples.demo.Signals;
import dev.gossip.fisco.FiscoConfig;
import dev.gossip.fisco.FiscoPeer;
import dev.gossip.fisco.identity.FiscoCertificates;
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
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes from files in processes of their own, between two nodes of an application that are linked to one of them each. */
@Timeout(180)
class FiscoNodeCommandIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern ID = Pattern.compile("node ([0-9a-f]+) listens");
    private static final Pattern LISTENS = Pattern.compile("listens at [a-z]*:?/*(\\S+)");

    private final StandardRuntime runtime = StandardRuntime.create();
    private final Signals signals = new Signals(runtime.time());
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void twoNodesCarryTheTopicsOfOthersFollowTheirFilesAndEndWhenTold() throws Exception {
        List<Path> files = new FiscoFiles(folder, runtime.time()).write(new FiscoPlan(3, 4, KeyKind.RSA, 30300, 20200));
        configure(files.get(0), "");
        configure(files.get(1), "nodesFile: nodes.json\n");
        Path nodesFile = files.get(1).resolveSibling("nodes.json");
        Files.writeString(nodesFile, "{\"nodes\":[]}");
        try (NodeProcess first = NodeProcess.start(files.get(0), folder, signals);
                NodeProcess second = NodeProcess.start(files.get(1), folder, signals)) {
            PeerAddress firstPage = first.statusAddress();
            PeerAddress secondPage = second.statusAddress();
            String firstId = first.told(ID);
            String secondId = second.told(ID);
            assertThat(get(secondPage, "/healthz")).isEqualTo("ok\n");

            Application subscriber = new Application(files.get(2), first.told(LISTENS));
            Application publisher = new Application(files.get(3), second.told(LISTENS));
            try (subscriber;
                    publisher) {
                subscriber.peer.amop().subscribe("orders", AmopHandler.of(delivery -> Bytes.utf8("received")));
                // The file is looked at every ten seconds.
                Files.writeString(nodesFile, "{\"nodes\":[\"" + first.told(LISTENS) + "\"]}");
                second.await("a route", () -> hops(secondPage, firstId) == 1);
                second.await("it is told", () -> second.output().contains("nodes.json: 1 addresses from now on"));
                second.await("a route over another node", () -> hops(secondPage, subscriber.id()) == 2);
                second.await(
                        "a topic",
                        () -> page(secondPage)
                                .at("/topics/orders/nodes/0")
                                .asText()
                                .equals(subscriber.id()));
                signals.await("the far topic is known", Duration.ofSeconds(60), publisher::knowsATopic);

                AmopResult result = publisher.publish("orders");
                assertThat(result.isAnswered()).as("%s", result).isTrue();
                assertThat(first.output()).contains("connected: ");
                first.await("the topic in the log", () -> first.output().contains("topic joined: orders, at "));

                Files.writeString(files.get(0), Files.readString(files.get(0)) + "deny: ['" + secondId + "']\n");
                first.await("the link is dropped", () -> hops(firstPage, secondId) == 0);
                first.await("it is told", () -> first.output().contains("lists: all allowed, 1 denied from now on"));
                assertThat(first.output()).contains("not-admitted");
                assertThat(hops(firstPage, subscriber.id())).isEqualTo(1);
                second.await("the loss is noticed", () -> hops(secondPage, firstId) == 0);
            }
            // As the Java runtime ends upon SIGTERM when everything was closed in order.
            assertThat(first.end()).isEqualTo(143);
            assertThat(second.end()).isEqualTo(143);
            assertThat(first.output()).contains("stopped: links are closed").doesNotContain("\tat ");
        }
    }

    private static void configure(Path file, String more) throws IOException {
        Files.writeString(file, """
                protocol: fisco
                generation: 3
                certs: conf
                listen: 127.0.0.1:0
                websocketListen: 127.0.0.1:0
                status: 127.0.0.1:0
                """ + more);
    }

    private int hops(PeerAddress status, String id) {
        for (JsonNode route : page(status).path("routes")) {
            if (route.get("id").asText().equals(id)) {
                return route.get("hops").asInt();
            }
        }
        return 0;
    }

    private JsonNode page(PeerAddress status) {
        try {
            return JSON.readTree(get(status, "/status"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String get(PeerAddress address, String path) {
        try {
            HttpResponse<String> reply = client.send(
                    HttpRequest.newBuilder(URI.create("http://" + address.hostAndPort() + path))
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

    /** A program that uses the library, with the certificates of a node. */
    private final class Application implements AutoCloseable {

        private final FiscoPeer peer = FiscoPeer.create(FiscoConfig.DEFAULT);
        private final GossipNode node;

        Application(Path file, String dials) {
            FiscoCertificates certs = FiscoCertificates.load(file.resolveSibling("conf"), runtime.time());
            peer.p2p(EndpointConfig.named("p2p")
                    .transport("netty")
                    .identity(certs.identity())
                    .tls(certs.tls())
                    .seed(PeerAddress.parse(dials)));
            node = peer.configure(GossipNode.builder()).runtime(runtime).start();
        }

        String id() {
            return node.id("p2p").hex();
        }

        boolean knowsATopic() {
            return !peer.amop().holders(1).toCompletableFuture().join().isEmpty();
        }

        AmopResult publish(String topic) throws Exception {
            return peer.amop()
                    .publish(topic, Bytes.utf8("?"))
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            node.close();
        }
    }
}
