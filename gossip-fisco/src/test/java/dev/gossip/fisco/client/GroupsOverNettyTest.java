package dev.gossip.fisco.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.LocalIdentities;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.crypto.TlsMaterial;
import dev.gossip.fisco.FiscoConfig;
import dev.gossip.fisco.FiscoPeer;
import dev.gossip.fisco.group.GroupHandler;
import dev.gossip.fisco.group.GroupNode;
import dev.gossip.fisco.group.GroupResult;
import dev.gossip.fisco.group.NodeKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three gateways in a line, over sockets with mutual TLS. */
class GroupsOverNettyTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int MODULE = 2000;

    private final DevelopmentCa ca = DevelopmentCa.create("agency", TestCerts.CLOCK);
    private final List<GossipNode> nodes = new ArrayList<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        nodes.forEach(GossipNode::close);
    }

    private PeerAddress start(FiscoPeer peer, PeerAddress... others) {
        TlsMaterial material = ca.issue(NodeSpec.peer("node")).tls(ca.certificate());
        EndpointConfig.Builder endpoint = EndpointConfig.named("p2p")
                .transport("netty")
                .listen("127.0.0.1:0")
                .identity(LocalIdentities.presented(material))
                .tls(JdkTlsContext.builder(material, TestCerts.CLOCK)
                        .verifyPeerName(false)
                        .build());
        for (PeerAddress other : others) {
            endpoint.seed(other);
        }
        GossipNode node = peer.p2p(endpoint).configure(GossipNode.builder()).start();
        nodes.add(node);
        return node.describe().endpoints().get(0).bound().get(0);
    }

    private static NodeId id(int number) {
        byte[] bytes = new byte[64];
        bytes[0] = (byte) number;
        return new NodeId(Bytes.wrap(bytes));
    }

    private static <T> T result(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void f24_aRequestAndABroadcastOverTwoHops() throws Exception {
        FiscoPeer a = FiscoPeer.create(FiscoConfig.DEFAULT);
        FiscoPeer b = FiscoPeer.create(FiscoConfig.DEFAULT);
        FiscoPeer c = FiscoPeer.create(FiscoConfig.DEFAULT);
        PeerAddress first = start(a);
        PeerAddress second = start(b, first);
        start(c, second);
        GroupHandler echo = delivery -> {
            heard.add(delivery.payload().utf8());
            if (delivery.expectsReply()) {
                delivery.reply(Bytes.utf8("re " + delivery.payload().utf8()));
            }
        };
        c.groups().register("group0", id(3), NodeKind.CONSENSUS, echo);
        GroupNode one = a.groups().register("group0", id(1), NodeKind.CONSENSUS, echo);
        long deadline = System.nanoTime() + LONG.toNanos();
        while (a.groups().view().get(0).nodes().size() < 2) {
            assertThat(System.nanoTime() - deadline).as("seen in time").isNegative();
            Thread.yield();
        }
        GroupResult answer = result(one.request(id(3), MODULE, Bytes.utf8("hello"), LONG));
        assertThat(answer.detail()).isEmpty();
        assertThat(answer.answer().utf8()).isEqualTo("re hello");
        assertThat(heard.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo("hello");
        assertThat(result(one.broadcast(Set.of(NodeKind.CONSENSUS), MODULE, Bytes.utf8("block"))))
                .isEqualTo(1);
        assertThat(heard.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo("block");
    }
}
