package dev.gossip.amop;

import static dev.gossip.amop.Subscribers.HELLO;
import static dev.gossip.amop.Subscribers.failure;
import static dev.gossip.amop.Subscribers.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.amop.Subscribers.Noting;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.body.AmopFailure.Reason;
import dev.gossip.spi.crypto.LocalIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Private topics: nobody hears anything before its signature over a challenge is checked. */
class PrivateTopicTest {

    private static final String NAME = PrivateNames.privateName("t");

    private final LocalIdentity admitted = TestKeys.identity();
    private final LocalIdentity stranger = TestKeys.identity();

    private Noting subscribe(TestNet net, int node, LocalIdentity identity) {
        Noting noting = new Noting("subscriber at " + node);
        noting.subscription = net.await(net.amop(node).subscribePrivate("t", identity, noting));
        assertThat(noting.subscription).isNotNull();
        return noting;
    }

    private PrivateTopic publisher(TestNet net, int node) {
        return net.await(net.amop(node)
                .publishPrivate(
                        "t", TestKeys.INSTANCE, List.of(admitted.identity().publicKey())));
    }

    @Test
    void f40_theAdmittedKeyHearsAndTheWrongOneDoesNot() {
        TestNet net = TestNet.of(5, 40);
        Noting good = subscribe(net, 1, admitted);
        Noting bad = subscribe(net, 2, stranger);
        PrivateTopic topic = publisher(net, 0);
        net.settle();
        for (int i = 0; i < 50; i++) {
            assertThat(reply(net.await(topic.publish(HELLO)))).isEqualTo(good.name);
        }
        assertThat(net.await(topic.multicast(HELLO))).isEqualTo(1);
        net.settle();
        assertThat(good.heard).hasSize(51).extracting(AmopDelivery::topic).containsOnly("t");
        assertThat(bad.heard).isEmpty();
        assertThat(net.nodes.get(0).dropped(AmopDrops.UNVERIFIED)).isPositive();
    }

    @Test
    void f40_withOnlyWrongKeysTheReasonSaysSo() {
        TestNet net = TestNet.of(2, 140);
        Noting bad = subscribe(net, 1, stranger);
        PrivateTopic topic = publisher(net, 0);
        net.settle();
        assertThat(failure(net.await(topic.publish(HELLO)))).isEqualTo(Reason.UNVERIFIED);
        assertThat(net.await(topic.multicast(HELLO))).isZero();
        assertThat(bad.heard).isEmpty();
    }

    @Test
    void f40_nothingIsDeliveredBeforeTheChallengeIsAnswered() {
        TestNet net = TestNet.of(2, 240);
        Noting good = subscribe(net, 1, admitted);
        net.settle();
        CompletionStage<PrivateTopic> opening = net.amop(0)
                .publishPrivate(
                        "t", TestKeys.INSTANCE, List.of(admitted.identity().publicKey()));
        net.time.advanceUntil(opening.toCompletableFuture()::isDone, Duration.ofSeconds(1));
        PrivateTopic topic = opening.toCompletableFuture().join();
        assertThat(failure(net.await(topic.publish(HELLO)))).isEqualTo(Reason.UNVERIFIED);
        assertThat(good.heard).isEmpty();
        net.settle();
        assertThat(reply(net.await(topic.publish(HELLO)))).isEqualTo(good.name);
    }

    @Test
    void f40_whoJustTakesTheNameHearsNothing() {
        TestNet net = TestNet.of(3, 340);
        List<AmopDelivery> heard = new ArrayList<>();
        AmopSession nosy = net.amop(1).open(delivery -> {
            heard.add(delivery);
            return CompletableFuture.completedStage(AmopReply.of(HELLO));
        });
        net.await(nosy.topics(List.of(NAME)));
        Noting good = subscribe(net, 1, admitted);
        PrivateTopic topic = publisher(net, 0);
        net.settle();
        for (int i = 0; i < 20; i++) {
            assertThat(reply(net.await(topic.publish(HELLO)))).isEqualTo(good.name);
        }
        net.await(topic.multicast(HELLO));
        net.settle();
        assertThat(good.heard).hasSize(21);
        assertThat(heard).isEmpty();
    }

    @Test
    void f40_aNodeWithAStrangerIsNotTrustedAtAllUntilTheStrangerLeaves() {
        TestNet net = TestNet.of(2, 440);
        Noting good = subscribe(net, 1, admitted);
        PrivateTopic topic = publisher(net, 0);
        net.settle();
        assertThat(reply(net.await(topic.publish(HELLO)))).isEqualTo(good.name);
        Noting bad = subscribe(net, 1, stranger);
        // At once, and after everything has gone round: the stranger hears nothing.
        net.await(topic.multicast(HELLO));
        net.settle();
        assertThat(failure(net.await(topic.publish(HELLO)))).isEqualTo(Reason.UNVERIFIED);
        assertThat(bad.heard).isEmpty();
        bad.subscription.close();
        net.settle();
        assertThat(reply(net.await(topic.publish(HELLO)))).isEqualTo(good.name);
        assertThat(bad.heard).isEmpty();
    }

    @Test
    void f40_afterAReconnectSubscribersAreChallengedAgain() {
        TestNet net = TestNet.of(2, 540);
        List<Bytes> challenges = new ArrayList<>();
        AmopSession subscriber = net.amop(1).open(delivery -> {
            boolean challenge = PrivateNames.challenged(delivery.topic()).isPresent();
            if (challenge) {
                challenges.add(delivery.data());
            }
            return CompletableFuture.completedStage(
                    AmopReply.of(challenge ? admitted.sign(delivery.data()) : Bytes.utf8("heard")));
        });
        net.await(subscriber.topics(List.of(NAME, PrivateNames.challengeTopic(NAME, "0".repeat(32)))));
        PrivateTopic topic = publisher(net, 0);
        net.settle();
        assertThat(reply(net.await(topic.publish(HELLO)))).isEqualTo("heard");
        assertThat(challenges).hasSize(1);
        net.unlink(net.nodes.get(0), net.nodes.get(1));
        assertThat(failure(net.await(topic.publish(HELLO)))).isEqualTo(Reason.NO_SUBSCRIBER);
        net.link(net.nodes.get(0), net.nodes.get(1));
        net.settle();
        assertThat(reply(net.await(topic.publish(HELLO)))).isEqualTo("heard");
        assertThat(challenges)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allSatisfy(challenge -> assertThat(challenge.utf8()).matches("[0-9a-f]{32}"));
    }

    @Test
    void f40_subscribersOfThePublishersNodeAreProvenOneByOne() {
        TestNet net = TestNet.of(1, 640);
        Noting good = subscribe(net, 0, admitted);
        Noting bad = subscribe(net, 0, stranger);
        PrivateTopic topic = publisher(net, 0);
        net.settle();
        for (int i = 0; i < 20; i++) {
            assertThat(reply(net.await(topic.publish(HELLO)))).isEqualTo(good.name);
        }
        assertThat(net.await(topic.multicast(HELLO))).isEqualTo(1);
        net.settle();
        assertThat(bad.heard).isEmpty();
    }

    @Test
    void f40_whoSharesTheChallengeTopicOfAnotherHearsNothing() {
        TestNet net = TestNet.of(2, 740);
        String challenge = PrivateNames.challengeTopic(NAME, "a".repeat(32));
        List<String> heard = new ArrayList<>();
        for (LocalIdentity identity : List.of(admitted, stranger)) {
            AmopSession session = net.amop(1).open(delivery -> {
                if (delivery.topic().equals(NAME)) {
                    heard.add(identity == admitted ? "admitted" : "stranger");
                }
                return CompletableFuture.completedStage(AmopReply.of(identity.sign(delivery.data())));
            });
            net.await(session.topics(List.of(NAME, challenge)));
        }
        PrivateTopic topic = publisher(net, 0);
        for (int i = 0; i < 10; i++) {
            net.settle();
            net.await(topic.publish(HELLO));
            net.await(topic.multicast(HELLO));
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void f40_anSdkThatPublishesIsAskedForItsVerdictOnEachNode() {
        TestNet net = TestNet.of(3, 840);
        Noting good = subscribe(net, 1, admitted);
        Noting bad = subscribe(net, 2, stranger);
        List<NodeId> asked = new ArrayList<>();
        AmopSession[] sdk = new AmopSession[1];
        sdk[0] = net.amop(0).open(new AmopClient() {
            @Override
            public CompletionStage<AmopReply> receive(AmopDelivery delivery) {
                return new CompletableFuture<>();
            }

            @Override
            public CompletionStage<Boolean> verify(NodeId node, String topic, String challengeTopic) {
                asked.add(node);
                Bytes challenge = Bytes.utf8("0123456789abcdef0123456789abcdef");
                return sdk[0].publish(challengeTopic, challenge, Attributes.empty())
                        .thenApply(result -> result instanceof AmopResult.Answered answered
                                && TestKeys.INSTANCE
                                        .verify(
                                                admitted.identity().publicKey(),
                                                challenge,
                                                answered.reply().data())
                                        .isValid());
            }
        });
        net.await(sdk[0].topics(List.of(PrivateNames.pushTopic(NAME))));
        net.settle();
        assertThat(asked).contains(TestNet.id(1), TestNet.id(2));
        for (int i = 0; i < 20; i++) {
            assertThat(reply(net.await(sdk[0].publish(NAME, HELLO, Attributes.empty()))))
                    .isEqualTo(good.name);
        }
        assertThat(bad.heard).isEmpty();
        // What one publisher has verified is nothing to another.
        assertThat(failure(net.await(net.amop(0).publish(NAME, HELLO)))).isEqualTo(Reason.UNVERIFIED);
    }

    @Test
    void f40_aVerdictThatDoesNotComeIsANo() {
        TestNet net = TestNet.of(2, 940);
        Noting good = subscribe(net, 1, admitted);
        List<String> asked = new ArrayList<>();
        AmopSession sdk = net.amop(0).open(new AmopClient() {
            @Override
            public CompletionStage<AmopReply> receive(AmopDelivery delivery) {
                return new CompletableFuture<>();
            }

            @Override
            public CompletionStage<Boolean> verify(NodeId node, String topic, String challengeTopic) {
                asked.add(challengeTopic);
                return new CompletableFuture<>();
            }
        });
        net.await(sdk.topics(List.of(PrivateNames.pushTopic(NAME))));
        for (int i = 0; i < 4; i++) {
            net.settle();
        }
        assertThat(failure(net.await(sdk.publish(NAME, HELLO, Attributes.empty()))))
                .isEqualTo(Reason.UNVERIFIED);
        assertThat(asked).hasSizeGreaterThan(1);
        assertThat(good.heard).isEmpty();
    }

    @Test
    void f40_aNodeWithMoreSubscribersThanCanBeChallengedIsNotTrusted() {
        TestNet net = TestNet.of(2, 1140);
        List<String> topics = new ArrayList<>(List.of(NAME));
        for (int i = 0; i <= AmopLimits.DEFAULT.challenges(); i++) {
            topics.add(PrivateNames.challengeTopic(NAME, String.format("%032x", i)));
        }
        AmopSession subscriber = net.amop(1)
                .open(delivery -> CompletableFuture.completedStage(AmopReply.of(admitted.sign(delivery.data()))));
        net.await(subscriber.topics(topics));
        PrivateTopic topic = publisher(net, 0);
        net.settle();
        assertThat(failure(net.await(topic.publish(HELLO)))).isEqualTo(Reason.UNVERIFIED);
        net.await(subscriber.topics(topics.subList(0, topics.size() - 1)));
        net.settle();
        assertThat(net.await(topic.publish(HELLO)).isAnswered()).isTrue();
    }

    @Test
    void onlyChallengesAreSigned() {
        TestNet net = TestNet.of(1, 1040);
        subscribe(net, 0, admitted);
        String challenge = net.await(net.amop(0).status()).topics().stream()
                .filter(topic -> PrivateNames.challenged(topic).isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(failure(net.await(net.amop(0).publish(challenge, Bytes.utf8("I owe you one million today...")))))
                .isEqualTo(Reason.FAILED);
        assertThat(net.await(net.amop(0).publish(challenge, Bytes.utf8("0".repeat(32))))
                        .isAnswered())
                .isTrue();
    }

    @Test
    void namesAreThoseOfTheSdk() {
        assertThat(NAME).isEqualTo("#!$TopicNeedVerify_t");
        String digits = "0123456789abcdef0123456789ABCDEF";
        String challenge = PrivateNames.challengeTopic(NAME, digits);
        assertThat(challenge).isEqualTo("#!$VerifyChannel_#!$TopicNeedVerify_t_" + digits);
        assertThat(PrivateNames.challenged(challenge)).contains(NAME);
        assertThat(PrivateNames.challenged("#!$VerifyChannel_#!$TopicNeedVerify_t"))
                .isEmpty();
        assertThat(PrivateNames.challenged(NAME)).isEmpty();
        assertThat(PrivateNames.pushTopic(NAME)).isEqualTo("#!$PushChannel_#!$TopicNeedVerify_t");
        assertThat(PrivateNames.pushed(PrivateNames.pushTopic(NAME))).contains(NAME);
        assertThat(PrivateNames.pushed("#!$PushChannel_t")).isEmpty();
        assertThat(PrivateNames.plainName(NAME)).isEqualTo("t");
        assertThat(PrivateNames.plainName("t")).isEqualTo("t");
    }
}
