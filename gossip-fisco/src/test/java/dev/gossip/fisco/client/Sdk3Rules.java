package dev.gossip.fisco.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.amop.AmopHandler;
import dev.gossip.amop.AmopResult;
import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.examples.sdk.FiscoSdk;
import dev.gossip.examples.sdk.SdkLink;
import dev.gossip.examples.sdk.SdkProcess;
import dev.gossip.fisco.FiscoConfig;
import dev.gossip.fisco.limit.RateLimits;
import dev.gossip.fisco.sdk.SdkStatus;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What the real Java SDK 3.6.0, native library included, gets from our node, with and without TLS. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class Sdk3Rules extends ClientTest {

    private TestNode node;
    private SdkProcess publisher;
    private SdkProcess subscriber;

    abstract EndpointConfig.Builder secured(EndpointConfig.Builder endpoint, TestCerts certs);

    abstract SdkLink link();

    @BeforeAll
    void connect(@TempDir Path folder) {
        TestCerts certs = TestCerts.rsa(folder);
        int port = freePort();
        node = new TestNode(
                FiscoConfig.DEFAULT.withRates(RateLimits.NONE.withPublishing(FEW_MEGABYTES)),
                peer -> peer.websocket(secured(listening("rpc", "websocket", port), certs)));
        publisher = sdk(FiscoSdk.V3, link(), folder, addresses(port));
        subscriber = sdk(FiscoSdk.V3, link(), folder, addresses(port));
        publisher.await("READY");
        subscriber.await("READY");
    }

    private void subscribe(String topic) {
        subscriber.subscribe(topic);
        awaitTrue("subscribed to " + topic, () -> publisher.unicast(topic, "?").isAnswered());
    }

    @Test
    @Order(1)
    void f41_connects() {
        assertThat(node.peer().sdks()).hasSize(2);
    }

    @Test
    @Order(2)
    void f41_aUnicastReturnsWhatTheSubscriberSent() {
        subscribe("t1");
        assertThat(publisher.unicast("t1", "hello")).hasToString("re:hello");
        awaitTrue("heard", () -> subscriber.hear("t1").equals("hello"));
    }

    @Test
    @Order(2)
    void f41_topicsMayBeTextOfUpTo254Bytes() {
        // Characters beyond 16 bits leave the SDK in a form that is no UTF-8.
        for (String topic : new String[] {"主题-é", "x".repeat(254)}) {
            subscribe(topic);
            assertThat(publisher.unicast(topic, "данные")).hasToString("re:данные");
        }
    }

    @Test
    @Order(2)
    void f41_aMebibyteArrivesAndComesBack() {
        subscribe("big");
        String data = "0123456789abcdef".repeat(1 << 16);
        assertThat(publisher.unicast("big", data)).hasToString("re:" + data);
    }

    @Test
    @Order(2)
    void f30_nobodySubscribes() {
        assertThat(publisher.unicast("nobody", "hello")).hasToString("code 3001");
    }

    /** The original node would go on delivering until the SDK disconnects. */
    @Test
    @Order(2)
    void f26_whoUnsubscribesHearsNothing() {
        subscribe("short");
        subscriber.unsubscribe("short");
        awaitTrue("unsubscribed", () -> publisher.unicast("short", "?").code() == 3001);
    }

    @Test
    @Order(2)
    void f31_f41_aMulticastReachesEachSubscriberOnce() {
        subscribe("all");
        publisher.multicast("all", "to all");
        awaitTrue("heard", () -> subscriber.hear("all").equals("to all"));
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
        node.peer()
                .amop()
                .subscribe("to the node", AmopHandler.of(delivery -> Bytes.utf8("here")))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        assertThat(publisher.unicast("to the node", "hello")).hasToString("here");
    }

    @Test
    @Order(4)
    void f27_tenThousandUnicastsAreAnsweredOnceEach() {
        subscribe("burst");
        publisher.tell("burst", SdkProcess.base64("burst"), "10000", "64");
        String[] counts = publisher.await("BURST ").split(" ");
        System.out.println("10000 unicasts by SDK 3.6.0 (" + link() + "), 64 in flight: " + counts[4] + " ms");
        assertThat(counts).startsWith("BURST", "10000", "0", "0");
        assertThat(subscriber.heard("burst")).isBetween(10_001, 10_050);
    }

    @Test
    @Order(4)
    void f43_overItsBandwidthThePublisherGets1004AndOthersAreServed() {
        subscribe("wide");
        assertThat(publisher.unicast("wide", THREE_MEBIBYTES).isAnswered()).isTrue();
        assertThat(publisher.unicast("wide", THREE_MEBIBYTES).code()).isEqualTo(1004);
        assertThat(node.drops("sdk-bandwidth")).isEqualTo(1);
        assertThat(subscriber.unicast("wide", THREE_MEBIBYTES).isAnswered()).isTrue();
        assertThat(publisher.unicast("wide", "less").says("re:less")).isTrue();
    }

    @Test
    @Order(5)
    void f39_afterARestartOfTheNodeTheSdkIsBackWithItsTopics() {
        int topics = mostTopics();
        node.restart();
        awaitTrue("back", () -> node.peer().sdks().size() == 2 && mostTopics() == topics);
        awaitTrue("topics are back", () -> publisher.unicast("t1", "again").says("re:again"));
    }

    private int mostTopics() {
        return node.peer().sdks().stream().mapToInt(SdkStatus::topics).max().orElse(0);
    }
}
