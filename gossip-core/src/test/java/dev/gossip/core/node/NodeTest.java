package dev.gossip.core.node;

import static dev.gossip.core.node.TestNetwork.ENDPOINT;
import static dev.gossip.core.node.TestNetwork.address;
import static dev.gossip.core.node.TestNetwork.endpoint;
import static dev.gossip.core.node.TestNetwork.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipNodeBuilder;
import dev.gossip.api.Message;
import dev.gossip.api.MessageHandler;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.Ack;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.Announce;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.body.Ping;
import dev.gossip.api.observe.DropReason;
import dev.gossip.core.link.FakeTransport;
import dev.gossip.core.testprotocol.Note;
import dev.gossip.core.testprotocol.PlainProtocol;
import dev.gossip.spi.Extension;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.InboundLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeTest {

    private static final Topic NEWS = Topic.named("news");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestNetwork network = new TestNetwork();

    @AfterEach
    void close() {
        network.close();
    }

    private List<String> collect(GossipNode node) {
        List<String> received = new ArrayList<>();
        node.subscribe(
                NEWS,
                MessageHandler.accepting(delivery -> received.add(
                        ((Opaque) delivery.message().body()).joined().utf8())));
        return received;
    }

    @Test
    void aMessageFloodsALineOfNodesAndArrivesOnceEverywhere() {
        List<List<String>> received = new ArrayList<>();
        List<GossipNode> nodes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            EndpointConfig.Builder endpoint = endpoint("n" + i, 100 + i);
            if (i > 0) {
                endpoint.seed(address(100 + i - 1));
            }
            nodes.add(network.start(endpoint));
            received.add(collect(nodes.get(i)));
        }
        network.run(SECOND);

        nodes.get(0).publish(NEWS, Bytes.utf8("one"));
        nodes.get(4).publish(NEWS, Bytes.utf8("two"));
        network.run(SECOND);

        for (int i = 1; i < 4; i++) {
            assertThat(received.get(i)).containsExactlyInAnyOrder("one", "two");
        }
        assertThat(received.get(0)).containsExactly("two");
        assertThat(received.get(4)).containsExactly("one");
    }

    @Test
    void aMessageInAMeshIsHandledOnceAndItsCopiesAreCounted() {
        List<GossipNode> nodes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            EndpointConfig.Builder endpoint = endpoint("n" + i, 100 + i);
            for (int j = 0; j < i; j++) {
                endpoint.seed(address(100 + j));
            }
            nodes.add(network.start(endpoint));
        }
        network.run(SECOND);
        List<String> received = collect(nodes.get(3));

        nodes.get(0).publish(NEWS, Bytes.utf8("once"));
        network.run(SECOND);

        assertThat(received).containsExactly("once");
        assertThat(nodes.get(3).describe().drops()).containsKey("duplicate");
    }

    @Test
    void aForgedSignatureIsCountedAndNeverReachesAHandler() {
        GossipNode honest = network.start(endpoint("honest", 100));
        List<String> received = collect(honest);
        GossipNode forger =
                network.start(endpoint("forger", 101).seed(address(100)).setting("forge", "yes"));
        network.run(SECOND);

        forger.publish(NEWS, Bytes.utf8("lie"));
        network.run(SECOND);

        assertThat(received).isEmpty();
        assertThat(honest.describe().drops()).containsEntry("bad-signature", 1L);
    }

    @Test
    void aNewerStatementReplacesAnOlderOneAndTheOlderOneIsRefused() {
        List<Integer> seen = new ArrayList<>();
        GossipNode receiver = network.start(
                endpoint("a", 100),
                builder -> builder.extension(new Recorder(Note.class, delivery -> {
                    seen.add(((Note) delivery.message().body()).number());
                    return Verdict.ACCEPT;
                })));
        GossipNode sender = network.start(endpoint("b", 101).seed(address(100)));
        network.run(SECOND);

        for (int number : new int[] {2, 1, 3}) {
            sender.send(ENDPOINT, id("a"), Message.of(Topic.NONE, new Note("weather", number)));
            network.run(SECOND);
        }

        assertThat(seen).containsExactly(2, 3);
        assertThat(receiver.describe().drops()).containsEntry("superseded", 1L);
    }

    @Test
    void anIgnoredStatementGetsAnotherChanceAndARejectedOneIsBlamed() {
        List<Verdict> verdicts = new ArrayList<>(List.of(Verdict.IGNORE, Verdict.REJECT, Verdict.ACCEPT));
        GossipNode receiver = network.start(
                endpoint("a", 100),
                builder -> builder.extension(new Recorder(Note.class, delivery -> verdicts.remove(0))));
        GossipNode sender = network.start(endpoint("b", 101).seed(address(100)));
        network.run(SECOND);

        for (int i = 0; i < 3; i++) {
            sender.send(ENDPOINT, id("a"), Message.of(Topic.NONE, new Note("weather", 1)));
            network.run(SECOND);
        }

        assertThat(verdicts).isEmpty();
        assertThat(receiver.describe().drops()).containsEntry("rejected", 1L);
    }

    @Test
    void aRequestGetsItsResponse() {
        network.start(endpoint("server", 100), builder -> builder.extension(answering(Ack.OK)));
        GossipNode client = network.start(endpoint("client", 101).seed(address(100)));
        network.run(SECOND);

        CompletableFuture<Delivery> response = client.request(
                        ENDPOINT,
                        id("server"),
                        Message.of(NEWS, new Ping(), MessageKind.REQUEST, Correlation.NONE),
                        SECOND)
                .toCompletableFuture();
        network.run(SECOND);

        assertThat(response).isCompleted();
        assertThat(response.join().message().body()).isEqualTo(Ack.OK);
    }

    @Test
    void aRequestWithoutResponseTimesOut() {
        network.start(endpoint("server", 100));
        GossipNode client = network.start(endpoint("client", 101).seed(address(100)));
        network.run(SECOND);

        CompletableFuture<Delivery> response = client.request(
                        ENDPOINT,
                        id("server"),
                        Message.of(NEWS, new Ping(), MessageKind.REQUEST, Correlation.NONE),
                        SECOND)
                .toCompletableFuture();
        network.run(Duration.ofSeconds(2));

        assertThatThrownBy(response::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void anAckedPublishCompletesWithTheMinimumAndCountsOnlyPositiveAcks() {
        network.start(endpoint("yes", 100), builder -> builder.extension(answering(Ack.OK)));
        network.start(endpoint("no", 101), builder -> builder.extension(answering(new Ack("disk full"))));
        network.start(endpoint("silent", 102));
        GossipNode client = network.start(
                endpoint("client", 103).seed(address(100)).seed(address(101)).seed(address(102)));
        network.run(SECOND);
        Message ping = Message.of(NEWS, new Ping(), MessageKind.REQUEST, Correlation.of(7));
        var targets = List.of(id("yes"), id("no"), id("silent"));

        var one = client.publishAcked(ENDPOINT, ping, targets, 1, SECOND).toCompletableFuture();
        network.run(Duration.ofMillis(10));
        assertThat(one).isCompletedWithValue(1);

        Message again = Message.of(NEWS, new Ping(), MessageKind.REQUEST, Correlation.of(8));
        var two = client.publishAcked(ENDPOINT, again, targets, 2, SECOND).toCompletableFuture();
        network.run(Duration.ofMillis(10));
        assertThat(two).isNotDone();
        network.run(Duration.ofSeconds(2));
        assertThat(two).isCompletedWithValue(1);

        assertThat(client.publishAcked(ENDPOINT, again, targets, 0, SECOND).toCompletableFuture())
                .isCompletedWithValue(0);
    }

    @Test
    void aSlowSubscriberLosesMessagesAndSaysSo() {
        NodeLimits small = limits(2);
        GossipNode receiver = network.start(endpoint("a", 100), builder -> builder.limits(small));
        var subscription = receiver.subscribe(NEWS, delivery -> Verdict.ACCEPT);
        GossipNode sender = network.start(endpoint("b", 101).seed(address(100)));
        network.run(SECOND);

        for (int i = 0; i < 10; i++) {
            sender.publish(NEWS, Bytes.utf8("m" + i));
        }
        network.run(SECOND);

        long dropped = receiver.describe().drops().getOrDefault("mailbox-full", 0L);
        assertThat(subscription.dropped()).isEqualTo(dropped).isPositive();
    }

    private static NodeLimits limits(int mailbox) {
        return TestNetwork.limits().mailboxMessages(mailbox).inboundLinks(1).build();
    }

    @Test
    void aThrowingHandlerHarmsNobody() {
        GossipNode receiver = network.start(endpoint("a", 100));
        receiver.subscribe(NEWS, delivery -> {
            throw new IllegalStateException("bug");
        });
        List<String> received = collect(receiver);
        GossipNode sender = network.start(endpoint("b", 101).seed(address(100)));
        network.run(SECOND);

        sender.publish(NEWS, Bytes.utf8("one"));
        sender.publish(NEWS, Bytes.utf8("two"));
        network.run(SECOND);

        assertThat(received).containsExactly("one", "two");
        assertThat(receiver.describe().drops()).containsEntry("handler-failed", 2L);
    }

    @Test
    void aBodyThatNobodyHandlesIsCounted() {
        GossipNode receiver = network.start(endpoint("a", 100));
        GossipNode sender = network.start(endpoint("b", 101).seed(address(100)));
        network.run(SECOND);

        sender.send(ENDPOINT, id("a"), Message.of(NEWS, new Ping()));
        network.run(SECOND);

        assertThat(receiver.describe().drops()).containsEntry("unhandled-body", 1L);
    }

    @Test
    void aSilentConnectionIsCutAfterTheGreetingTimeout() {
        GossipNode receiver = network.start(endpoint("a", 100));
        network.start(endpoint("b", 101).seed(address(100)).setting("mute", "yes"));

        network.run(Duration.ofSeconds(3));

        assertThat(receiver.describe().drops()).containsKey("greeting-timeout");
        assertThat(receiver.peers().all()).isEmpty();
    }

    @Test
    void inboundPlacesAreLimitedAndFreedAgain() {
        GossipNode receiver = network.start(endpoint("a", 100), builder -> builder.limits(limits(10)));
        GossipNode first = network.start(endpoint("b", 101).seed(address(100)));
        network.run(SECOND);
        GossipNode second = network.start(endpoint("c", 102).seed(address(100)));
        network.run(SECOND);
        assertThat(receiver.peers().alive()).extracting(peer -> peer.id()).containsExactly(id("b"));
        assertThat(receiver.describe().drops()).containsKey("too-many-links");

        first.close();
        network.run(Duration.ofMinutes(2));

        assertThat(receiver.peers().alive()).extracting(peer -> peer.id()).containsExactly(id("c"));
        second.close();
    }

    @Test
    void whomTheTransportTurnsAwayIsCounted() {
        FakeTransport transport = new FakeTransport();
        InboundLimits inbound = InboundLimits.DEFAULT.withConnectionsPerHost(3);
        GossipNode node = GossipNode.builder()
                .runtime(network.runtime)
                .limits(NodeLimits.DEFAULT.toBuilder().inbound(inbound).build())
                .endpoint(endpoint("a", 100).transport(transport).build())
                .build();
        node.start();
        FakeTransport.Bind bind = transport.binds.get(0);
        assertThat(bind.options().inbound()).isEqualTo(inbound);

        bind.acceptor()
                .turnedAway(address(7), CloseReason.refused(DropReason.TOO_MANY_FROM_HOST, "it has 3 connections"));

        assertThat(node.describe().drops()).containsEntry("too-many-from-host", 1L);
        node.close();
    }

    @Test
    void aLostSeedIsDialledAgainUntilItReturns() {
        GossipNode seed = network.start(endpoint("seed", 100));
        GossipNode node = network.start(endpoint("node", 101).seed(address(100)));
        network.run(SECOND);
        assertThat(node.peers().alive()).hasSize(1);

        seed.close();
        network.run(Duration.ofMinutes(5));
        assertThat(node.peers().alive()).isEmpty();

        network.start(endpoint("seed", 100));
        network.run(Duration.ofMinutes(1));
        assertThat(node.peers().alive()).extracting(peer -> peer.id()).containsExactly(id("seed"));
    }

    @Test
    void aSimultaneousDialLeavesOneLinkOnEachSide() {
        GossipNode a = network.start(endpoint("a", 100).seed(address(101)));
        GossipNode b = network.start(endpoint("b", 101).seed(address(100)));

        network.run(Duration.ofSeconds(20));

        assertThat(a.describe().endpoints().get(0).links()).isEqualTo(1);
        assertThat(b.describe().endpoints().get(0).links()).isEqualTo(1);
        List<String> received = collect(b);
        a.publish(NEWS, Bytes.utf8("through"));
        network.run(SECOND);
        assertThat(received).containsExactly("through");
    }

    @Test
    void anExtensionWhoseBodyTheProtocolCannotCarryFailsTheBuildNamingBoth() {
        assertThatThrownBy(() -> network.start(
                        endpoint("a", 100),
                        builder -> builder.extension(new Recorder(Alive.class, delivery -> Verdict.ACCEPT))))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("recorder")
                .hasMessageContaining("Alive")
                .hasMessageContaining("plain");
    }

    @Test
    void aTransportThatIsMissingFailsTheBuildNamingTheArtifact() {
        EndpointConfig wanted = EndpointConfig.named("e")
                .protocol(new PlainProtocol())
                .transport("netty")
                .setting("id", "x")
                .build();

        assertThatThrownBy(() -> GossipNode.builder()
                        .runtime(network.runtime)
                        .endpoint(wanted)
                        .build())
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("no transport called 'netty'")
                .hasMessageContaining("memory")
                .hasMessageContaining("gossip-transport-netty");
    }

    @Test
    void anAddressInUseFailsTheStart() {
        network.start(endpoint("a", 100));

        assertThatThrownBy(() -> network.start(endpoint("b", 100)))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("memory:100");
    }

    @Test
    void anExtensionNeedsItsBodiesOnlyWhereItSaysSo() {
        GossipNodeBuilder needy = GossipNode.builder()
                .endpoint(TestNetwork.endpoint("needy", 901).build())
                .extension(new Recorder(Announce.class, delivery -> Verdict.ACCEPT));
        assertThatThrownBy(needy::build).hasMessageContaining("needs Announce").hasMessageContaining("plain");
        GossipNodeBuilder modest = GossipNode.builder()
                .endpoint(TestNetwork.endpoint("modest", 902).build())
                .extension(new Recorder(Announce.class, delivery -> Verdict.ACCEPT) {
                    @Override
                    public Set<Class<? extends Body>> bodies(String endpoint) {
                        return Set.of();
                    }
                });
        modest.build().close();
    }

    private static Recorder answering(Ack ack) {
        return new Recorder(Ping.class, delivery -> {
            delivery.reply(ack);
            return Verdict.ACCEPT;
        });
    }

    /** Handles one kind of body with a function. */
    @Test
    void anExtensionThatHandlesApplicationMessagesHidesThemFromNoSubscription() {
        List<String> heard = new ArrayList<>();
        Capture judging = new Capture(context -> context.onBody(Opaque.class, (delivery, body) -> {
            heard.add("extension " + body.joined().utf8());
            return CompletableFuture.completedFuture(Verdict.IGNORE);
        }));
        GossipNode one = network.start(endpoint("one", 100));
        GossipNode two = network.start(endpoint("two", 101).seed(address(100)), builder -> builder.extension(judging));
        GossipNode three = network.start(endpoint("three", 102).seed(address(101)));
        Topic news = Topic.named("news");
        two.subscribe(news, MessageHandler.accepting(delivery -> heard.add("subscription")));
        three.subscribe(news, MessageHandler.accepting(delivery -> heard.add("three")));
        network.run(Duration.ofSeconds(10));
        one.publish(news, Bytes.utf8("a"));
        network.run(Duration.ofSeconds(1));
        // Who accepts outvotes who does not mind, so the message travels on.
        assertThat(heard).containsExactlyInAnyOrder("extension a", "subscription", "three");

        heard.clear();
        one.publish(Topic.named("other"), Bytes.utf8("b"));
        network.run(Duration.ofSeconds(1));
        assertThat(heard).containsExactly("extension b");
    }

    private static class Recorder implements Extension {
        private final Class<? extends Body> type;
        private final Function<Delivery, Verdict> handler;

        Recorder(Class<? extends Body> type, Function<Delivery, Verdict> handler) {
            this.type = type;
            this.handler = handler;
        }

        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public Set<Class<? extends Body>> bodies() {
            return Set.of(type);
        }

        @Override
        public void start(NodeContext context) {
            context.onBody(type, (delivery, body) -> CompletableFuture.completedFuture(handler.apply(delivery)));
        }
    }
}
