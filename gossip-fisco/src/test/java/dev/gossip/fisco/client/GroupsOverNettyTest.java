package dev.gossip.fisco.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.NodeId;
import dev.gossip.crypto.BcTlsContext;
import dev.gossip.crypto.Curve;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.LocalIdentities;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.crypto.TlsMaterial;
import dev.gossip.fisco.FiscoConfig;
import dev.gossip.fisco.FiscoPeer;
import dev.gossip.fisco.codec.body.DeliveryCode;
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
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three processes in a line, over sockets with mutual TLS. */
class GroupsOverNettyTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int MODULE = 2000;
    private static final int PBFT = 8;
    private static final int SILENT = 9;

    private final DevelopmentCa ca = DevelopmentCa.create("agency", TestCerts.CLOCK);
    private final DevelopmentCa ca2 =
            DevelopmentCa.create("agency", "ca.nodes", Curve.SECP256K1, Duration.ofDays(2), TestCerts.CLOCK);
    private final List<GossipNode> nodes = new ArrayList<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        nodes.forEach(GossipNode::close);
    }

    private GossipNode start(FiscoPeer peer, String generation, GossipNode... others) {
        boolean second = generation.equals("2");
        TlsMaterial material = second
                ? ca2.issue(NodeSpec.peer("node").on(Curve.SECP256K1)).tls(ca2.certificate())
                : ca.issue(NodeSpec.peer("node")).tls(ca.certificate());
        EndpointConfig.Builder endpoint = EndpointConfig.named("p2p")
                .transport("netty")
                .listen("127.0.0.1:0")
                .setting("generation", generation)
                .identity(LocalIdentities.presented(material))
                .tls(
                        second
                                ? BcTlsContext.of(material, TestCerts.CLOCK)
                                : JdkTlsContext.builder(material, TestCerts.CLOCK)
                                        .verifyPeerName(false)
                                        .build());
        for (GossipNode other : others) {
            endpoint.seed(other.describe().endpoints().get(0).bound().get(0));
        }
        GossipNode node = peer.p2p(endpoint).configure(GossipNode.builder()).start();
        nodes.add(node);
        return node;
    }

    private static void awaitTrue(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as(what + " in time").isNegative();
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private GroupNode echo(FiscoPeer peer, String group, NodeId id) {
        return peer.groups().register(group, id, NodeKind.CONSENSUS, delivery -> {
            heard.add(delivery.payload().utf8());
            if (delivery.expectsReply() && delivery.module() != SILENT) {
                delivery.reply(Bytes.utf8("re " + delivery.payload().utf8()));
            }
        });
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
        start(c, "3", start(b, "3", start(a, "3")));
        echo(c, "group0", id(3));
        GroupNode one = echo(a, "group0", id(1));
        awaitTrue("seen", () -> a.groups().view().get(0).nodes().size() == 2);
        GroupResult answer = result(one.request(id(3), MODULE, Bytes.utf8("hello"), LONG));
        assertThat(answer.detail()).isEmpty();
        assertThat(answer.answer().utf8()).isEqualTo("re hello");
        assertThat(heard.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo("hello");
        assertThat(result(one.broadcast(Set.of(NodeKind.CONSENSUS), MODULE, Bytes.utf8("block"))))
                .isEqualTo(1);
        assertThat(heard.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo("block");
    }

    /** Modules of generation 2: neighbours only, and every call ends, also without a link. */
    @Test
    void modulesOfNeighboursOfGeneration2() throws Exception {
        FiscoPeer a = FiscoPeer.create(FiscoConfig.DEFAULT);
        FiscoPeer b = FiscoPeer.create(FiscoConfig.DEFAULT);
        FiscoPeer c = FiscoPeer.create(FiscoConfig.DEFAULT);
        GossipNode first = start(a, "2");
        GossipNode second = start(b, "2", first);
        GossipNode third = start(c, "2", second);
        GroupNode one = echo(a, "1", self(first));
        echo(b, "1", self(second));
        echo(c, "1", self(third));
        awaitTrue("linked", () -> b.routes().size() == 2);
        assertThat(result(one.request(self(second), PBFT, Bytes.utf8("prepare"), LONG))
                        .answer()
                        .utf8())
                .isEqualTo("re prepare");
        assertThat(result(one.send(self(second), PBFT, Bytes.utf8("commit"))).isOk())
                .isTrue();
        assertThat(result(one.broadcast(Set.of(NodeKind.CONSENSUS), PBFT, Bytes.utf8("view"))))
                .isEqualTo(1);
        for (String text : List.of("prepare", "commit", "view")) {
            assertThat(heard.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(text);
        }
        assertThat(result(one.send(self(third), PBFT, Bytes.utf8("?"))).code()).isEqualTo(DeliveryCode.NO_GATEWAY);
        assertThat(result(one.request(self(third), PBFT, Bytes.utf8("?"), LONG)).code())
                .isEqualTo(DeliveryCode.NO_GATEWAY);
        assertThat(result(one.request(self(second), SILENT, Bytes.utf8("?"), Duration.ofMillis(50)))
                        .code())
                .isEqualTo(DeliveryCode.TIMEOUT);
        assertThat(result(echo(a, "1", id(9)).send(self(second), PBFT, Bytes.utf8("?")))
                        .code())
                .isEqualTo(DeliveryCode.REFUSED);
        assertThat(result(echo(a, "no number", self(first)).send(self(second), PBFT, Bytes.utf8("?")))
                        .detail())
                .contains("32767");
        CompletionStage<GroupResult> waiting = one.request(self(second), SILENT, Bytes.utf8("bye"), LONG);
        awaitTrue("heard", () -> heard.contains("bye"));
        second.close();
        assertThat(result(waiting).code()).isEqualTo(DeliveryCode.NO_GATEWAY);
    }

    private static NodeId self(GossipNode node) {
        return node.describe().endpoints().get(0).self();
    }
}
