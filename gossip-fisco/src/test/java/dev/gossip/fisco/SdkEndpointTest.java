package dev.gossip.fisco;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.amop.AmopHandler;
import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.AmopFailure;
import dev.gossip.api.body.AmopFailure.Reason;
import dev.gossip.api.body.Opaque;
import dev.gossip.fisco.codec.amop.AmopCodes;
import dev.gossip.fisco.codec.body.BlockNotify;
import dev.gossip.fisco.codec.body.JsonRpc;
import dev.gossip.fisco.codec.body.SubscribedTopics;
import dev.gossip.fisco.codec.channel.FiscoChannelProtocol;
import dev.gossip.fisco.limit.PublishLimits;
import dev.gossip.fisco.limit.RateLimits;
import dev.gossip.spi.Extension;
import dev.gossip.spi.LinkListener;
import dev.gossip.spi.NodeContext;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node answers to an SDK of 2.x, which is our own protocol's other side here. */
class SdkEndpointTest {

    private final VirtualTime time = new VirtualTime();
    private final VirtualRuntime runtime = new VirtualRuntime(time, 3);
    private final FiscoPeer peer = FiscoPeer.create(
            FiscoConfig.DEFAULT.withRates(RateLimits.NONE.withPublishing(PublishLimits.NONE.withTotal(1_000))));
    private final Client client = new Client();
    private GossipNode node;
    private GossipNode sdk;

    @BeforeEach
    void connect() {
        node = peer.channel(endpoint("channel").listen("node:1"))
                .configure(GossipNode.builder().runtime(runtime))
                .start();
        sdk = GossipNode.builder()
                .runtime(runtime)
                .endpoint(endpoint("sdk")
                        .protocol(new FiscoChannelProtocol())
                        .seed(PeerAddress.of("node", 1))
                        .build())
                .extension(client)
                .start();
        assertThat(time.advanceUntil(() -> client.server != null, Duration.ofSeconds(10)))
                .isTrue();
    }

    private static EndpointConfig.Builder endpoint(String name) {
        return EndpointConfig.named(name).transport("memory").setting("allowPlaintext", "true");
    }

    @AfterEach
    void close() {
        sdk.close();
        node.close();
    }

    private String call(String method, String parameters) {
        JsonRpc call = new JsonRpc(Bytes.utf8(
                "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + parameters + ",\"id\":7}"));
        return ((JsonRpc) client.ask(Topic.NONE, call).body()).json().utf8().strip();
    }

    @Test
    void f34_callsAreAnsweredTruthfullyWithoutALedger() {
        assertThat(call("getClientVersion", "[]")).contains("\"Supported Version\":\"2.9.1\"");
        assertThat(call("getGroupList", "[]")).isEqualTo("{\"id\":7,\"jsonrpc\":\"2.0\",\"result\":[]}");
        assertThat(call("getBlockNumber", "[1]")).contains("\"error\"").contains("-40009");
        assertThat(call("getBlockNumber", "[]")).contains("-32602");
        assertThat(call("sendRawTransaction", "[1,\"0x00\"]"))
                .contains("-32601")
                .contains("sendRawTransaction");
    }

    @Test
    void f34_whatTheApplicationToldOfBlocksIsAnswered() {
        peer.block("1", 255);
        peer.block("named", 3);
        assertThat(call("getGroupList", "[]")).contains("\"result\":[1]");
        assertThat(call("getBlockNumber", "[1]")).contains("\"result\":\"0xff\"");
    }

    @Test
    void f42_onlyWhoSubscribedHearsOfBlocks() {
        peer.block("1", 1);
        time.advance(Duration.ofSeconds(1));
        assertThat(client.blocks).isEmpty();
        client.tell(new SubscribedTopics(List.of("_block_notify_1")));
        time.advance(Duration.ofSeconds(1));
        peer.block("1", 2);
        peer.block("2", 9);
        peer.block("1", 2);
        peer.block("1", 1);
        time.advance(Duration.ofSeconds(1));
        assertThat(client.blocks).containsExactly(new BlockNotify("1", 2));
    }

    @Test
    void f30_f38_nobodySubscribesAndSomebodyDoes() {
        assertThat(((AmopFailure) client.ask(Topic.named("t1"), Opaque.of(Bytes.utf8("?")))
                                .body())
                        .reason())
                .isEqualTo(Reason.NO_SUBSCRIBER);
        peer.amop().subscribe("t1", AmopHandler.of(delivery -> Bytes.utf8("here")));
        time.advance(Duration.ofSeconds(1));
        Message answer = client.ask(Topic.named("t1"), Opaque.of(Bytes.utf8("?")));
        assertThat(answer.topic()).isEqualTo(Topic.named("t1"));
        assertThat(((Opaque) answer.body()).joined().utf8()).isEqualTo("here");
    }

    @Test
    void f31_aMulticastIsAnsweredByItsOwnBytesEvenIfNobodyHearsIt() {
        client.tell(multicast(5, "nobody", "hello"));
        time.advance(Duration.ofSeconds(1));
        assertThat(client.replies).singleElement().satisfies(answer -> {
            assertThat(answer.kind()).isEqualTo(MessageKind.RESPONSE);
            assertThat(answer.correlation()).isEqualTo(Correlation.of(5));
            assertThat(((Opaque) answer.body()).joined().utf8()).isEqualTo("hello");
        });
    }

    @Test
    void f43_overItsBandwidthAPublisherGets103AndNobodyHearsIt() {
        List<Integer> heard = new ArrayList<>();
        peer.amop().subscribe("t1", AmopHandler.of(delivery -> {
            heard.add(delivery.data().length());
            return Bytes.utf8("here");
        }));
        time.advance(Duration.ofSeconds(1));
        assertThat(client.ask(Topic.named("t1"), Opaque.of(Bytes.wrap(new byte[900])))
                        .kind())
                .isEqualTo(MessageKind.RESPONSE);
        client.tell(multicast(6, "t1", "x".repeat(900)));
        client.tell(multicast(7, "t1", "x".repeat(900)));
        assertThat(((AmopFailure) client.ask(Topic.named("t1"), Opaque.of(Bytes.wrap(new byte[900])))
                        .body()))
                .isEqualTo(AmopCodes.failure(AmopCodes.BANDWIDTH_2, ""));
        assertThat(heard).containsExactly(900, 900);
        assertThat(client.replies.get(0).kind()).isEqualTo(MessageKind.RESPONSE);
        assertThat(client.replies.get(1).body()).isEqualTo(AmopCodes.failure(AmopCodes.BANDWIDTH_2, ""));
        assertThat(node.describe().drops()).containsEntry("sdk-bandwidth", 2L);
        time.advance(Duration.ofSeconds(1));
        assertThat(client.ask(Topic.named("t1"), Opaque.of(Bytes.utf8("?"))).kind())
                .isEqualTo(MessageKind.RESPONSE);
        // What nobody would hear is not limited.
        client.tell(multicast(8, "nobody", "x".repeat(5_000)));
        time.advance(Duration.ofSeconds(1));
        assertThat(client.replies.get(2).kind()).isEqualTo(MessageKind.RESPONSE);
    }

    private static Message multicast(long seq, String topic, String data) {
        return Message.of(Topic.named(topic), Opaque.of(Bytes.utf8(data)), MessageKind.ONE_WAY, Correlation.of(seq));
    }

    @Test
    void f26_anSdkThatLeavesTakesItsTopicsAlong() {
        client.tell(new SubscribedTopics(List.of("t1", "t2")));
        time.advance(Duration.ofSeconds(1));
        assertThat(peer.sdks())
                .singleElement()
                .satisfies(one -> assertThat(one.topics()).isEqualTo(2));
        sdk.close();
        time.advance(Duration.ofSeconds(1));
        assertThat(peer.sdks()).isEmpty();
        CompletableFuture<Integer> topics =
                peer.amop().status().thenApply(status -> status.topics().size()).toCompletableFuture();
        time.advance(Duration.ofSeconds(1));
        assertThat(topics).isCompletedWithValue(0);
    }

    /** An SDK. */
    private final class Client implements Extension {
        private final List<BlockNotify> blocks = new ArrayList<>();
        private final List<Message> replies = new ArrayList<>();
        private NodeContext context;
        private NodeId server;

        @Override
        public String name() {
            return "client";
        }

        @Override
        public Set<Class<? extends Body>> bodies() {
            return Set.of(JsonRpc.class, BlockNotify.class, SubscribedTopics.class, Opaque.class, AmopFailure.class);
        }

        @Override
        public void start(NodeContext started) {
            context = started;
            started.onLinks(new LinkListener() {
                @Override
                public void linkUp(LinkPeer other, boolean dialled) {
                    server = other.id().orElseThrow();
                }
            });
            started.onBody(BlockNotify.class, (delivery, body) -> {
                blocks.add(body);
                return CompletableFuture.completedStage(Verdict.ACCEPT);
            });
            started.onBody(Opaque.class, this::replied);
            started.onBody(AmopFailure.class, this::replied);
        }

        private CompletionStage<Verdict> replied(Delivery delivery, Body body) {
            replies.add(delivery.message());
            return CompletableFuture.completedStage(Verdict.ACCEPT);
        }

        void tell(Body body) {
            tell(Message.of(Topic.NONE, body));
        }

        void tell(Message message) {
            context.send("sdk", server, message);
        }

        Message ask(Topic topic, Body body) {
            CompletionStage<Delivery> answer = context.request(
                    "sdk",
                    server,
                    Message.of(topic, body, MessageKind.REQUEST, Correlation.NONE),
                    Duration.ofSeconds(30));
            time.advance(Duration.ofSeconds(1));
            return answer.toCompletableFuture().join().message();
        }
    }
}
