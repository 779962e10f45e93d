package dev.gossip.core.node;

import static dev.gossip.core.node.TestNetwork.ENDPOINT;
import static dev.gossip.core.node.TestNetwork.address;
import static dev.gossip.core.node.TestNetwork.endpoint;
import static dev.gossip.core.node.TestNetwork.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNode;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.Ack;
import dev.gossip.api.body.Ping;
import dev.gossip.core.StandardRuntime;
import dev.gossip.core.link.FakeTransport;
import dev.gossip.core.testprotocol.PlainProtocol;
import dev.gossip.spi.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClosingTest {

    private static final Topic NEWS = Topic.named("news");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestNetwork network = new TestNetwork();

    @AfterEach
    void close() {
        network.close();
    }

    private enum Place {
        CONTROL((context, task) -> context.control().execute(task)),
        SCOPE((context, task) -> context.lane("channel").execute(task)),
        WORKER((context, task) -> context.offload(() -> {
            task.run();
            return true;
        })),
        COMPLETION((context, task) -> context.offload(() -> true).thenAccept(done -> task.run()));

        private final BiConsumer<dev.gossip.spi.NodeContext, Runnable> run;

        Place(BiConsumer<dev.gossip.spi.NodeContext, Runnable> run) {
            this.run = run;
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingFromOneOfItsThreadsDoesNotWaitForItself(Place place) {
        Capture capture = new Capture();
        GossipNode node = network.start(
                endpoint("a", 100),
                builder -> builder.extension(capture).scope(new Scope("channel", java.util.Set.of())));
        GossipNode other = network.start(endpoint("b", 101).seed(address(100)));
        network.run(SECOND);
        long before = network.time.nanoTime();

        place.run.accept(capture.context(), node::close);
        network.run(Duration.ZERO);

        assertThat(network.time.nanoTime()).isEqualTo(before);
        assertThat(other.peers().alive()).isEmpty();
        node.close();
    }

    @Test
    void aHandlerMayCloseItsNode() {
        GossipNode node = network.start(endpoint("a", 100));
        node.subscribe(NEWS, delivery -> {
            node.close();
            return Verdict.ACCEPT;
        });
        GossipNode other = network.start(endpoint("b", 101).seed(address(100)));
        network.run(SECOND);
        long before = network.time.nanoTime();
        other.publish(NEWS, Bytes.utf8("end"));
        network.run(Duration.ZERO);
        assertThat(network.time.nanoTime()).isEqualTo(before);
        assertThat(other.peers().alive()).isEmpty();
    }

    @Test
    void aNodeThatOwnsItsRuntimeMayBeClosedOnItsControlLane() throws Exception {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        Capture capture = new Capture();
        GossipNode node = GossipNode.builder()
                .endpoint(endpoint("a", 100).build())
                .extension(capture)
                .start();
        capture.context().control().execute(() -> {
            node.close();
            closed.complete(true);
        });
        assertThat(closed.get(3, TimeUnit.SECONDS)).isTrue();
        assertThat(node.publish(NEWS, Bytes.utf8("late"))).isCompletedExceptionally();
    }

    @Test
    void afterCloseEveryCallFailsAndNoneHangs() {
        Capture capture = new Capture();
        GossipNode node = network.start(endpoint("a", 100), builder -> builder.extension(capture));
        CompletionStage<?> waiting = node.whenPeers(3);
        CompletionStage<?> dialled = capture.context().dial(ENDPOINT, address(109), java.util.Optional.empty());
        node.close();
        List<CompletionStage<?>> stages = new ArrayList<>(List.of(
                waiting,
                dialled,
                node.whenPeers(1),
                node.publish(NEWS, Bytes.utf8("late")),
                node.send(ENDPOINT, id("b"), Message.of(NEWS, new Ping())),
                node.request(ENDPOINT, id("b"), ping(), SECOND)));
        network.run(Duration.ZERO);
        assertThat(stages)
                .allSatisfy(stage -> assertThat(stage.toCompletableFuture()).isCompletedExceptionally());
    }

    private static Message ping() {
        return Message.of(NEWS, new Ping(), MessageKind.REQUEST, Correlation.of(1));
    }

    @Test
    void aNodeClosedWhileItBindsNeverStartsAndSaysSo() {
        FakeTransport transport = new FakeTransport();
        List<String> started = new ArrayList<>();
        GossipNode node = GossipNode.builder()
                .runtime(network.runtime)
                .endpoint(EndpointConfig.named(ENDPOINT)
                        .protocol(new PlainProtocol())
                        .transport(transport)
                        .setting("id", "a")
                        .listen("fake:1")
                        .build())
                .extension(new Capture(context -> started.add("started")))
                .build();
        CompletionStage<GossipNode> start = node.start();
        network.run(SECOND);
        node.close();
        network.run(SECOND);
        assertThat(start.toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(GossipException.class)
                .withMessageContaining("closed before it had started");
        transport.bound.completeExceptionally(new GossipException("too late"));
        network.run(SECOND);
        assertThat(started).isEmpty();
    }

    @Test
    void aHandlerMayWaitForAResponse() throws Exception {
        try (StandardRuntime runtime = StandardRuntime.create()) {
            GossipNode server = GossipNode.builder()
                    .runtime(runtime)
                    .router("flood")
                    .endpoint(endpoint("server", 100).build())
                    .extension(new Capture(context -> context.onBody(Ping.class, (delivery, body) -> {
                        delivery.reply(Ack.OK);
                        return CompletableFuture.completedFuture(Verdict.ACCEPT);
                    })))
                    .start();
            GossipNode client = GossipNode.builder()
                    .runtime(runtime)
                    .router("flood")
                    .endpoint(endpoint("client", 101).seed(address(100)).build())
                    .start();
            CompletableFuture<Delivery> answered = new CompletableFuture<>();
            client.subscribe(NEWS, delivery -> {
                try {
                    answered.complete(client.request(ENDPOINT, id("server"), ping(), Duration.ofSeconds(5))
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS));
                } catch (Exception e) {
                    answered.completeExceptionally(e);
                }
                return Verdict.ACCEPT;
            });
            server.whenPeers(1).toCompletableFuture().get(10, TimeUnit.SECONDS);
            server.publish(NEWS, Bytes.utf8("ask me"));
            assertThat(answered.get(10, TimeUnit.SECONDS).message().body()).isEqualTo(Ack.OK);
            client.close();
            server.close();
        }
    }
}
