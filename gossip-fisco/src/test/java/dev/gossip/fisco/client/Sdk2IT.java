package dev.gossip.fisco.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.amop.AmopHandler;
import dev.gossip.amop.AmopResult;
import dev.gossip.amop.PrivateTopic;
import dev.gossip.api.Bytes;
import dev.gossip.crypto.Curve;
import dev.gossip.crypto.Secp256k1;
import dev.gossip.crypto.Secp256k1Verifier;
import dev.gossip.examples.sdk.FiscoSdk;
import dev.gossip.examples.sdk.SdkLink;
import dev.gossip.examples.sdk.SdkProcess;
import dev.gossip.fisco.FiscoConfig;
import dev.gossip.fisco.limit.RateLimits;
import dev.gossip.fisco.sdk.SdkStatus;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The real Java SDK 2.9.3 against our node, with certificates on P-256. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class Sdk2IT extends ClientTest {

    private static final String SUBSCRIBER_KEY = "55619289e487839040b74bbab0a068f1da99a67c6ee65b21f73bed1a073e3f86";
    private static final PrivateKey SUBSCRIBER = Secp256k1.privateKey(Bytes.fromHex(SUBSCRIBER_KEY));
    private static final PrivateKey OTHER = Secp256k1.privateKey(Bytes.fromHex("0" + SUBSCRIBER_KEY.substring(1)));

    private TestNode node;
    private SdkProcess publisher;
    private SdkProcess subscriber;

    @BeforeAll
    void connect(@TempDir Path folder) {
        TestCerts certs = TestCerts.on(Curve.P_256, folder);
        int port = freePort();
        node = new TestNode(
                FiscoConfig.DEFAULT.withRates(RateLimits.NONE.withPublishing(FEW_MEGABYTES)),
                peer -> peer.channel(listening("channel", "netty", port).tls(certs.jdkTls())));
        publisher = sdk2(certs, port);
        subscriber = sdk2(certs, port);
        publisher.await("READY");
        subscriber.await("READY");
    }

    /** As SDKs write a public key: 130 hexadecimal digits, beginning with 04. */
    private static String publicText(PrivateKey key) {
        return Secp256k1.point(Secp256k1.publicKey(key)).hex();
    }

    private SdkProcess sdk2(TestCerts certs, int... ports) {
        return sdk(FiscoSdk.V2, SdkLink.TLS, certs.sdkFolder(), addresses(ports));
    }

    /** Subscribing is not answered, so the topic is there when it is heard. */
    private void subscribe(String topic) {
        subscriber.subscribe(topic);
        awaitTrue("subscribed to " + topic, () -> publisher.unicast(topic, "?").isAnswered());
    }

    @Test
    @Order(1)
    void f32_f34_connectsWithCertificatesOnP256() {
        assertThat(node.peer().sdks()).hasSize(2);
    }

    @Test
    @Order(2)
    void f36_aUnicastReturnsWhatTheCallbackReturned() {
        subscribe("t1");
        assertThat(publisher.unicast("t1", "hello")).hasToString("re:hello");
        awaitTrue("heard", () -> subscriber.hear("t1").equals("hello"));
    }

    @Test
    @Order(2)
    void f36_topicsMayBeAnyTextOfUpTo254Bytes() {
        for (String topic : new String[] {"主题-é-\uD83D\uDE00", "x".repeat(254)}) {
            subscribe(topic);
            assertThat(publisher.unicast(topic, "данные")).hasToString("re:данные");
        }
    }

    @Test
    @Order(1)
    void f36_aTopicOf255BytesIsRefusedAndCostsNothingElse() {
        subscribe("after");
        // The SDK writes a length of 0 for it, so that nobody can tell what it means.
        publisher.tell("unicast", SdkProcess.base64("y".repeat(255)), "long", SdkProcess.base64("lost"));
        assertThat(publisher.unicast("after", "still here")).hasToString("re:still here");
    }

    /** After the SDK's own 10 s, in which other tests run. */
    @Test
    @Order(4)
    void f36_aTopicOf255BytesIsNotAnswered() {
        assertThat(publisher.await("ANSWER long ")).startsWith("ANSWER long 102");
    }

    @Test
    @Order(2)
    void f36_aMebibyteArrivesAndComesBack() {
        subscribe("big");
        String data = "0123456789abcdef".repeat(1 << 16);
        assertThat(publisher.unicast("big", data)).hasToString("re:" + data);
    }

    @Test
    @Order(2)
    void f30_nobodySubscribes() {
        assertThat(publisher.unicast("nobody", "hello")).hasToString("code 100");
    }

    @Test
    @Order(2)
    void f26_whoUnsubscribesHearsNothing() {
        subscribe("short");
        subscriber.unsubscribe("short");
        awaitTrue("unsubscribed", () -> publisher.unicast("short", "?").code() == 100);
    }

    @Test
    @Order(2)
    void f31_aMulticastReachesAllSubscribersOnce() throws Exception {
        BlockingQueue<String> local = new LinkedBlockingQueue<>();
        node.peer()
                .amop()
                .subscribe("all", AmopHandler.of(delivery -> {
                    local.add(delivery.data().utf8());
                    return Bytes.empty();
                }))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        subscriber.subscribe("all");
        awaitTrue("subscribed", () -> publisher.unicast("all", "?").text().startsWith("re:"));
        publisher.multicast("all", "to all");
        awaitTrue("heard", () -> subscriber.hear("all").equals("to all"));
        awaitTrue("heard here", () -> local.contains("to all"));
        int heard = subscriber.heard("all");
        publisher.multicast("all", "once more");
        assertThat(subscriber.hear("all")).isEqualTo("once more");
        assertThat(subscriber.heard("all")).isEqualTo(heard + 1);
    }

    @Test
    @Order(2)
    void f29_applicationsOfTheNodeAndSdksReachEachOther() throws Exception {
        subscribe("from the node");
        AmopResult result = node.peer()
                .amop()
                .publish("from the node", Bytes.utf8("hello"))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        assertThat(result)
                .isInstanceOfSatisfying(
                        AmopResult.Answered.class,
                        answered -> assertThat(answered.reply().data().utf8()).isEqualTo("re:hello"));
    }

    /** The SDK would take its own request for the answer if it came under its own number. */
    @Test
    @Order(2)
    void f37_anSdkHearsItself() {
        publisher.subscribe("mine");
        awaitTrue("subscribed", () -> publisher.unicast("mine", "me").says("re:me"));
        assertThat(publisher.hear("mine")).isEqualTo("me");
    }

    @Test
    @Order(3)
    void f40_aPrivateTopicIsHeardByThoseWhoHoldTheKey() {
        subscriber.tell("subscribe-private", SdkProcess.base64("secret"), SUBSCRIBER_KEY);
        publisher.tell("publish-private", SdkProcess.base64("secret"), publicText(SUBSCRIBER));
        awaitTrue(
                "verified",
                () -> publisher.ask("unicast-private", "secret", "psst").says("re:psst"));
        awaitTrue("heard", () -> subscriber.hear("secret").equals("psst"));
        publisher.tell("multicast-private", SdkProcess.base64("secret"), SdkProcess.base64("psst, all"));
        awaitTrue("heard", () -> subscriber.hear("secret").equals("psst, all"));
    }

    @Test
    @Order(3)
    void f40_anotherKeyHearsNothing() {
        subscriber.tell("subscribe-private", SdkProcess.base64("guarded"), SUBSCRIBER_KEY);
        publisher.tell("publish-private", SdkProcess.base64("guarded"), publicText(OTHER));
        for (int i = 0; i < 5; i++) {
            assertThat(publisher.ask("unicast-private", "guarded", "psst")).hasToString("code 100");
        }
        assertThat(subscriber.heard("guarded")).isZero();
    }

    /** Our own signature is judged by the SDK. */
    @Test
    @Order(3)
    void f40_anSdkPublishesInPrivateToAnApplicationOfTheNode() throws Exception {
        node.peer()
                .amop()
                .subscribePrivate(
                        "to the node",
                        Secp256k1.identity(SUBSCRIBER),
                        AmopHandler.of(
                                delivery -> Bytes.utf8("node:" + delivery.data().utf8())))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        publisher.tell("publish-private", SdkProcess.base64("to the node"), publicText(SUBSCRIBER));
        awaitTrue(
                "verified",
                () -> publisher.ask("unicast-private", "to the node", "psst").says("node:psst"));
    }

    /** The SDK's signature is judged by us. */
    @Test
    @Order(3)
    void f40_anApplicationOfTheNodePublishesInPrivateToAnSdk() throws Exception {
        PrivateTopic topic = node.peer()
                .amop()
                .publishPrivate("to the sdk", new Secp256k1Verifier(), List.of(Secp256k1.publicKey(SUBSCRIBER)))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        subscriber.tell("subscribe-private", SdkProcess.base64("to the sdk"), SUBSCRIBER_KEY);
        awaitTrue("verified", () -> answer(topic.publish(Bytes.utf8("psst"))).equals("re:psst"));
    }

    private static String answer(CompletionStage<AmopResult> stage) {
        AmopResult result = stage.toCompletableFuture().join();
        return result instanceof AmopResult.Answered answered
                ? answered.reply().data().utf8()
                : result.toString();
    }

    @Test
    @Order(4)
    void f27_tenThousandUnicastsAreAnsweredOnceEach() {
        subscribe("burst");
        publisher.tell("burst", SdkProcess.base64("burst"), "10000", "64");
        String[] counts = publisher.await("BURST ").split(" ");
        System.out.println("10000 unicasts by SDK 2.9.3, 64 in flight: " + counts[4] + " ms");
        assertThat(counts).startsWith("BURST", "10000", "0", "0");
        // Each once, and those before it was known that the SDK subscribes.
        assertThat(subscriber.heard("burst")).isBetween(10_001, 10_050);
    }

    @Test
    @Order(4)
    void f43_overItsBandwidthThePublisherGets103AndOthersAreServed() {
        subscribe("wide");
        assertThat(publisher.unicast("wide", THREE_MEBIBYTES).isAnswered()).isTrue();
        assertThat(publisher.unicast("wide", THREE_MEBIBYTES).code()).isEqualTo(103);
        assertThat(node.drops("sdk-bandwidth")).isEqualTo(1);
        assertThat(subscriber.unicast("wide", THREE_MEBIBYTES).isAnswered()).isTrue();
        assertThat(publisher.unicast("wide", "less").says("re:less")).isTrue();
    }

    @Test
    @Order(5)
    void f39_afterARestartOfTheNodeTheSdkIsBackWithItsTopics() {
        int topics = mostTopics();
        long start = System.nanoTime();
        node.restart();
        awaitTrue("back", () -> node.peer().sdks().size() == 2 && mostTopics() == topics);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BACK_WITHIN);
        awaitTrue("topics are back", () -> publisher.unicast("after", "again").says("re:again"));
    }

    private int mostTopics() {
        return node.peer().sdks().stream().mapToInt(SdkStatus::topics).max().orElse(0);
    }
}
