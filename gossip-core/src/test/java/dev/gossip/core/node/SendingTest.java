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
import dev.gossip.api.MessageHandler;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.SendResult;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.body.Ping;
import dev.gossip.core.registry.SampleSigners;
import dev.gossip.core.testprotocol.Note;
import dev.gossip.core.testprotocol.PlainCodec;
import dev.gossip.core.testprotocol.PlainProtocol;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.LocalIdentity;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendingTest {

    private static final Topic NEWS = Topic.named("news");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestNetwork network = new TestNetwork();
    private final Capture capture = new Capture();

    @AfterEach
    void close() {
        network.close();
    }

    private static List<String> collect(GossipNode node) {
        List<String> received = new ArrayList<>();
        node.subscribe(
                NEWS,
                MessageHandler.accepting(delivery -> received.add(
                        ((Opaque) delivery.message().body()).joined().utf8())));
        return received;
    }

    private static Message news(String text) {
        return Message.of(NEWS, Opaque.of(Bytes.utf8(text)));
    }

    private static LocalIdentity anIdentity() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
            Identity identity = new Identity("", Bytes.utf8("a"), pair.getPublic(), Optional.empty(), Instant.MAX);
            return new LocalIdentity(identity, pair.getPrivate(), new SampleSigners.High());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void messagesOfOneThreadLeaveInTheOrderOfItsCalls() {
        List<String> received = collect(network.start(endpoint("b", 101)));
        GossipNode sender = network.start(endpoint("a", 100).seed(address(101)));
        network.run(SECOND);
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            sent.add("m" + i);
            sender.send(ENDPOINT, id("b"), news("m" + i));
        }
        network.run(SECOND);
        assertThat(received).isEqualTo(sent);
    }

    @Test
    void anApplicationFasterThanItsNodeIsToldSo() {
        List<String> received = collect(network.start(endpoint("b", 101)));
        NodeLimits two = TestNetwork.limits().pendingPublishes(2).build();
        GossipNode sender = network.start(
                endpoint("a", 100).seed(address(101)).identity(anIdentity()), builder -> builder.limits(two));
        network.run(SECOND);

        CompletableFuture<SendResult> first =
                sender.send(ENDPOINT, id("b"), news("1")).toCompletableFuture();
        CompletableFuture<Integer> second = sender.publish(ENDPOINT, news("2")).toCompletableFuture();
        assertThat(sender.send(ENDPOINT, id("b"), news("3")).toCompletableFuture())
                .isCompletedWithValue(SendResult.CONGESTED);
        assertThat(sender.publish(ENDPOINT, news("4")).toCompletableFuture())
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("pendingPublishes");
        network.run(SECOND);

        assertThat(first).isCompletedWithValue(SendResult.ACCEPTED);
        assertThat(second).isCompletedWithValue(1);
        assertThat(sender.send(ENDPOINT, id("b"), news("5"))).isNotNull();
        network.run(SECOND);
        assertThat(received).containsExactly("1", "2", "5");
    }

    @Test
    void everyEnvelopeThatWaitedForADialArrives() {
        List<String> received = collect(network.start(endpoint("b", 101)));
        GossipNode sender = network.start(endpoint("a", 100), builder -> builder.extension(capture));
        capture.introduce("b", 101);

        for (String text : List.of("one", "two", "three")) {
            sender.send(ENDPOINT, id("b"), news(text));
        }
        network.run(SECOND);

        assertThat(received).containsExactly("one", "two", "three");
    }

    @Test
    void anEnvelopeThatCannotBeSealedIsCountedAndHoldsBackNoOther() {
        List<String> received = collect(network.start(endpoint("b", 101)));
        GossipNode sender = network.start(endpoint("a", 100), builder -> builder.extension(capture));
        capture.introduce("b", 101);

        sender.send(ENDPOINT, id("b"), Message.of(Topic.named(PlainCodec.UNSEALABLE), new Ping()));
        sender.send(ENDPOINT, id("b"), news("next"));
        network.run(SECOND);
        assertThat(received).containsExactly("next");
        assertThat(sender.describe().drops()).containsEntry("handler-failed", 1L);

        CompletableFuture<Integer> published = sender.publish(
                        ENDPOINT, Message.of(Topic.named(PlainCodec.UNSEALABLE), Opaque.of(Bytes.utf8("x"))))
                .toCompletableFuture();
        network.run(SECOND);
        assertThat(published).isCompletedWithValue(0);
        assertThat(sender.describe().drops()).containsEntry("handler-failed", 2L);
    }

    @Test
    void aCodecThatThrowsCostsTheFrameAndNotTheLink() {
        GossipNode receiver = network.start(endpoint("b", 101));
        List<String> received = collect(receiver);
        GossipNode sender = network.start(endpoint("a", 100).seed(address(101)));
        network.run(SECOND);

        sender.send(ENDPOINT, id("b"), Message.of(Topic.named(PlainCodec.TWISTED), new Ping()));
        sender.publish(NEWS, Bytes.utf8("next"));
        network.run(SECOND);

        assertThat(received).containsExactly("next");
        assertThat(receiver.describe().drops()).containsEntry("handler-failed", 1L);
    }

    @Test
    void rulesThatThrowOnTheLaneAreCountedAndTheChargeEnds() {
        GossipNode receiver = network.start(
                endpoint("b", 101),
                builder ->
                        builder.limits(TestNetwork.limits().inboundBytes(2_000).build()));
        List<String> received = collect(receiver);
        GossipNode sender = network.start(endpoint("a", 100).seed(address(101)));
        network.run(SECOND);

        for (int i = 0; i < 50; i++) {
            sender.send(ENDPOINT, id("b"), Message.of(Topic.named(PlainCodec.UNRELAYABLE), new Ping()));
        }
        sender.publish(NEWS, Bytes.utf8("next"));
        network.run(SECOND);

        assertThat(received).containsExactly("next");
        assertThat(receiver.describe().drops()).containsEntry("handler-failed", 50L);
    }

    @Test
    void aMissingVerdictIsNoAcceptance() {
        GossipNode receiver = network.start(
                endpoint("b", 101),
                builder -> builder.extension(new Capture(context -> context.onBody(
                        Note.class, (delivery, body) -> CompletableFuture.<Verdict>completedFuture(null)))));
        GossipNode sender = network.start(endpoint("a", 100).seed(address(101)));
        network.run(SECOND);

        sender.send(ENDPOINT, id("b"), Message.of(Topic.NONE, new Note("weather", 1)));
        network.run(SECOND);

        assertThat(receiver.describe().drops()).containsEntry("handler-failed", 1L);
    }

    @Test
    void aRequestWhoseDialFailsFailsAtOnce() {
        GossipNode client = network.start(endpoint("a", 100), builder -> builder.extension(capture));
        capture.introduce("nobody", 109);
        CompletableFuture<Delivery> response = request(client, "nobody", Correlation.of(7));
        network.run(Duration.ZERO);
        assertThat(response)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("nobody listens at the memory address");
    }

    @Test
    void aRequestThatCannotBeWrittenFailsAndCanBeRepeated() {
        GossipNode client = network.start(endpoint("a", 100), builder -> builder.extension(capture));
        network.start(endpoint("b", 101).seed(address(100)));
        network.run(SECOND);
        for (int i = 0; i < 2; i++) {
            CompletableFuture<Delivery> response = client.request(
                            ENDPOINT,
                            id("b"),
                            Message.of(
                                    Topic.named("x".repeat(70_000)),
                                    new Ping(),
                                    MessageKind.REQUEST,
                                    Correlation.of(7)),
                            SECOND)
                    .toCompletableFuture();
            network.run(Duration.ZERO);
            assertThat(response)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withMessageContaining("60000 characters");
        }
    }

    private static CompletableFuture<Delivery> request(GossipNode client, String target, Correlation correlation) {
        return client.request(
                        ENDPOINT, id(target), Message.of(NEWS, new Ping(), MessageKind.REQUEST, correlation), SECOND)
                .toCompletableFuture();
    }

    @Test
    void aPublishThatOneOfTwoEndpointsRefusesReachesTheOtherAndSaysSo() {
        List<String> received = collect(network.start(endpoint("b", 101)));
        EndpointConfig.Builder second = EndpointConfig.named("narrow")
                .protocol(new PlainProtocol())
                .transport("memory")
                .setting("id", "a")
                .setting("limit", "10");
        GossipNode sender =
                network.start(endpoint("a", 100).seed(address(101)), builder -> builder.endpoint(second.build()));
        network.run(SECOND);

        CompletableFuture<Integer> published =
                sender.publish(NEWS, Bytes.utf8("news")).toCompletableFuture();
        network.run(SECOND);

        assertThat(received).containsExactly("news");
        assertThat(published)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(GossipException.class)
                .withMessage(
                        "endpoint 'narrow' refused: a plain message may have 10 characters; on the other endpoints it"
                                + " was queued to 1 peers");
    }
}
