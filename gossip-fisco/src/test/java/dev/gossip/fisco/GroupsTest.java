package dev.gossip.fisco;

import static dev.gossip.fisco.TestGroups.GROUP;
import static dev.gossip.fisco.TestGroups.MODULE;
import static dev.gossip.fisco.TestGroups.id;
import static dev.gossip.fisco.TestGroups.remote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.fisco.TestGroups.Heard;
import dev.gossip.fisco.TestNetwork.Member;
import dev.gossip.fisco.codec.body.DeliveryCode;
import dev.gossip.fisco.group.GroupConfig;
import dev.gossip.fisco.group.GroupLimits;
import dev.gossip.fisco.group.GroupNode;
import dev.gossip.fisco.group.GroupResult;
import dev.gossip.fisco.group.GroupView;
import dev.gossip.fisco.group.NodeKind;
import dev.gossip.fisco.route.RouteConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes of groups behind gateways that are not all linked. */
class GroupsTest {

    private static final Duration PERIOD = GroupConfig.DEFAULT.announceInterval();
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Set<NodeKind> CONSENSUS = Set.of(NodeKind.CONSENSUS);

    private final TestNetwork network = new TestNetwork();

    @AfterEach
    void close() {
        network.close();
    }

    private GroupResult send(Heard from, int to, String text) {
        return network.result(from.node.send(id(to), MODULE, Bytes.utf8(text)));
    }

    /** A, B and C, of which only A and C serve nodes: 1 and 3. */
    private List<Heard> line() {
        Member a = network.start("a");
        network.start("b", "a");
        Member c = network.start("c", "b");
        List<Heard> nodes = List.of(new Heard(a, 1, NodeKind.CONSENSUS), new Heard(c, 3, NodeKind.CONSENSUS));
        network.time.advance(SOON);
        return nodes;
    }

    @Test
    void f23_aNodeIsSeenElsewhereAndGoneWithinOnePeriod() {
        Member a = network.start("a");
        network.start("b", "a");
        Member c = network.start("c", "b");
        network.time.advance(SOON);
        Heard node = new Heard(c, 3, NodeKind.OBSERVER);
        network.time.advance(PERIOD);
        assertThat(a.peer.groups().view())
                .containsExactly(new GroupView(
                        GROUP, List.of(new GroupView.Member(id(3), Set.of(NodeKind.OBSERVER), false, List.of(c.id)))));
        assertThat(c.peer.groups().view())
                .containsExactly(new GroupView(
                        GROUP, List.of(new GroupView.Member(id(3), Set.of(NodeKind.OBSERVER), true, List.of()))));
        node.node.become(NodeKind.CONSENSUS);
        network.time.advance(PERIOD);
        assertThat(a.peer.groups().view().get(0).nodes().get(0).kinds()).isEqualTo(CONSENSUS);
        node.node.close();
        network.time.advance(PERIOD);
        assertThat(a.peer.groups().view()).isEmpty();
    }

    @Test
    void f20_whatIsBehindALostGatewayIsGoneAndComesBack() {
        Member a = network.start("a");
        network.start("b", "a");
        Member c = network.start("c", "b");
        new Heard(c, 3, NodeKind.CONSENSUS);
        network.time.advance(SOON);
        assertThat(remote(a)).containsOnlyKeys(id(3));
        network.stop("b");
        network.time.advance(PERIOD);
        assertThat(remote(a)).isEmpty();
        network.start("b", "a");
        assertThat(network.within(Duration.ofMinutes(1), () -> remote(a).containsKey(id(3))))
                .isTrue();
    }

    /** The way over three hops is there again before its loss has come about. */
    @Test
    void f16_f23_aRestartedGatewayIsBelievedThoughItCountsFromOneAgain() {
        Member a = network.start("a");
        network.start("b", "a");
        network.start("c", "b");
        Member d = network.start("d", "c");
        for (int number = 10; number < 20; number++) {
            new Heard(d, number, NodeKind.CONSENSUS);
        }
        network.time.advance(SOON);
        assertThat(remote(a)).hasSize(10);
        network.stop("d");
        Member again = network.start("d", "c");
        assertThat(again.id).isEqualTo(d.id);
        new Heard(again, 3, NodeKind.CONSENSUS);
        assertThat(network.within(SOON, () -> remote(a).keySet().equals(Set.of(id(3)))))
                .isTrue();
    }

    /** Whoever knows no way to a gateway would not notice when it is gone. */
    @Test
    void nothingIsKeptOfAGatewayThatIsOutOfReach() {
        network.config = FiscoConfig.DEFAULT.withRoutes(new RouteConfig(Duration.ofSeconds(3), 1));
        Member a = network.start("a");
        network.config = FiscoConfig.DEFAULT;
        Member b = network.start("b", "a");
        Member c = network.start("c", "b");
        new Heard(b, 2, NodeKind.CONSENSUS);
        new Heard(c, 3, NodeKind.CONSENSUS);
        network.time.advance(SOON);
        assertThat(a.peer.routes()).containsOnlyKeys(b.id);
        assertThat(remote(a)).containsOnlyKeys(id(2));
        assertThat(network.drops("a", "unreachable-author")).isPositive();
    }

    @Test
    void f24_aNodeTwoHopsAwayHearsWhatItIsToldOnce() {
        List<Heard> nodes = line();
        assertThat(send(nodes.get(0), 3, "hello").isOk()).isTrue();
        assertThat(send(nodes.get(1), 1, "hello yourself").isOk()).isTrue();
        network.time.advance(SOON);
        assertThat(nodes.get(1).texts).containsExactly("1: hello");
        assertThat(nodes.get(0).texts).containsExactly("3: hello yourself");
    }

    @Test
    void aRequestIsAnsweredByTheNodeThatItIsFor() {
        List<Heard> nodes = line();
        GroupResult answer = network.result(
                nodes.get(0).node.request(id(3), 2000, Bytes.utf8("which block?"), Duration.ofSeconds(5)));
        assertThat(answer.isOk()).isTrue();
        assertThat(answer.answer().utf8()).isEqualTo("re 2000 which block?");
        GroupResult nobody =
                network.result(nodes.get(0).node.request(id(9), 2000, Bytes.utf8("?"), Duration.ofSeconds(5)));
        assertThat(nobody.code()).isEqualTo(DeliveryCode.NO_GATEWAY);
    }

    @Test
    void aRequestThatIsNotAnsweredEndsWithItsTime() {
        Member a = network.start("a");
        Member b = network.start("b", "a");
        b.peer.groups().register(GROUP, id(2), NodeKind.CONSENSUS, delivery -> {});
        Heard one = new Heard(a, 1, NodeKind.CONSENSUS);
        network.time.advance(SOON);
        CompletableFuture<GroupResult> answer = one.node
                .request(id(2), MODULE, Bytes.utf8("?"), Duration.ofSeconds(3))
                .toCompletableFuture();
        network.time.advance(Duration.ofMillis(2_900));
        assertThat(answer).isNotDone();
        network.time.advance(Duration.ofMillis(200));
        assertThat(answer.getNow(null).code()).isEqualTo(DeliveryCode.TIMEOUT);
    }

    /** Node 2 is behind two gateways; one of them does not serve it any more, which nobody knows yet. */
    @Test
    void f24_theNextGatewayIsAskedIfOneCannotDeliver() {
        Member a = network.start("a");
        Member b = network.start("b", "a");
        Member c = network.start("c", "a");
        Heard one = new Heard(a, 1, NodeKind.CONSENSUS);
        Heard lasting = new Heard(c, 2, NodeKind.CONSENSUS);
        for (int i = 0; i < 12; i++) {
            Heard leaving = new Heard(b, 2, NodeKind.CONSENSUS);
            network.time.advance(PERIOD);
            assertThat(remote(a).get(id(2))).containsExactlyInAnyOrder(b.id, c.id);
            leaving.node.close();
            assertThat(send(one, 2, "hello " + i).isOk()).isTrue();
            network.time.advance(PERIOD);
        }
        assertThat(lasting.texts).hasSize(12).doesNotHaveDuplicates();
        assertThat(network.drops("b", "no-local-node")).isBetween(1L, 11L);
    }

    @Test
    void nodesOfOneProcessReachEachOther() {
        Member a = network.start("a");
        Heard one = new Heard(a, 1, NodeKind.CONSENSUS);
        Heard two = new Heard(a, 2, NodeKind.CONSENSUS);
        assertThat(send(one, 2, "hello").isOk()).isTrue();
        assertThat(network.result(two.node.request(id(1), MODULE, Bytes.utf8("?"), PERIOD))
                        .answer()
                        .utf8())
                .isEqualTo("re 1000 ?");
        assertThat(two.texts).containsExactly("1: hello");
        assertThat(send(one, 3, "hello").code()).isEqualTo(DeliveryCode.NO_GATEWAY);
        two.node.close();
        assertThat(send(two, 1, "hello").code()).isEqualTo(DeliveryCode.NO_LOCAL_NODE);
    }

    /** The one in between serves no node of the group, and those that it does serve are of another kind. */
    @Test
    void f24_aBroadcastReachesEveryNodeOfItsKindsOnceOverTwoHops() {
        Member a = network.start("a");
        Member b = network.start("b", "a");
        Member c = network.start("c", "b");
        Member d = network.start("d", "c");
        Heard speaker = new Heard(a, 1, NodeKind.CONSENSUS);
        Heard beside = new Heard(a, 11, NodeKind.CONSENSUS);
        Heard observer = new Heard(b, 2, NodeKind.OBSERVER);
        Heard three = new Heard(c, 3, NodeKind.CONSENSUS);
        Heard light = new Heard(c, 13, NodeKind.LIGHT);
        Heard four = new Heard(d, 4, NodeKind.CONSENSUS);
        network.time.advance(SOON);
        assertThat(network.result(speaker.node.broadcast(CONSENSUS, MODULE, Bytes.utf8("block"))))
                .isEqualTo(2);
        network.time.advance(SOON);
        for (Heard node : List.of(beside, three, four)) {
            assertThat(node.texts).containsExactly("1 to all: block");
        }
        for (Heard node : List.of(speaker, observer, light)) {
            assertThat(node.texts).isEmpty();
        }
        assertThat(network.result(speaker.node.broadcast(
                        Set.of(NodeKind.OBSERVER, NodeKind.LIGHT), MODULE, Bytes.utf8("header"))))
                .isEqualTo(2);
        network.time.advance(SOON);
        assertThat(observer.texts).containsExactly("1 to all: header");
        assertThat(light.texts).containsExactly("1 to all: header");
    }

    /** The second hop speaks version 0, which cannot name a destination: nobody gets what is for somebody else. */
    @Test
    void f22_aBroadcastDoesNotGoAstrayOverALinkOfVersion0() {
        Member a = network.start("a");
        Member b = network.start("b", Map.of("maxVersion", "0"), "a");
        Member c = network.start("c", "b");
        Heard speaker = new Heard(a, 1, NodeKind.CONSENSUS);
        Heard two = new Heard(b, 2, NodeKind.CONSENSUS);
        Heard three = new Heard(c, 3, NodeKind.CONSENSUS);
        network.time.advance(SOON);
        network.result(speaker.node.broadcast(CONSENSUS, MODULE, Bytes.utf8("block")));
        network.time.advance(SOON);
        assertThat(two.texts).containsExactly("1 to all: block");
        assertThat(three.texts).isEmpty();
    }

    @Test
    void ofProcessesThatFormOneGatewayOneIsTold() {
        network.config = FiscoConfig.DEFAULT.withGroups(GroupConfig.DEFAULT.withUuid("shared"));
        Member b = network.start("b", "a");
        Member c = network.start("c", "a");
        network.config = FiscoConfig.DEFAULT;
        Member a = network.start("a");
        Heard speaker = new Heard(a, 1, NodeKind.CONSENSUS);
        Heard two = new Heard(b, 2, NodeKind.CONSENSUS);
        Heard three = new Heard(c, 3, NodeKind.CONSENSUS);
        network.time.advance(SOON);
        for (int i = 0; i < 20; i++) {
            assertThat(network.result(speaker.node.broadcast(CONSENSUS, MODULE, Bytes.utf8("block"))))
                    .isEqualTo(1);
        }
        network.time.advance(SOON);
        assertThat(two.texts.size() + three.texts.size()).isEqualTo(20);
        assertThat(two.texts).isNotEmpty();
        assertThat(three.texts).isNotEmpty();
        assertThat(network.result(two.node.broadcast(CONSENSUS, MODULE, Bytes.utf8("block"))))
                .as("not to the own gateway")
                .isEqualTo(1);
    }

    @Test
    void aNodeThatIsBehindRefusesAndTheOthersAreServed() {
        network.config = FiscoConfig.DEFAULT.withGroups(
                GroupConfig.DEFAULT.withLimits(new GroupLimits(10, 10, 10, 100, 10, 3, 1 << 20, 100)));
        Member a = network.start("a");
        Heard one = new Heard(a, 1, NodeKind.CONSENSUS);
        Heard two = new Heard(a, 2, NodeKind.CONSENSUS);
        List<CompletableFuture<GroupResult>> results = new ArrayList<>();
        // All of them reach the lane before the handler gets its turn.
        for (int i = 0; i < 20; i++) {
            results.add(one.node.send(id(2), MODULE, Bytes.utf8("" + i)).toCompletableFuture());
        }
        network.time.advance(PERIOD);
        long refused = results.stream()
                .filter(result -> result.getNow(null).code() == DeliveryCode.QPS_OVERFLOW)
                .count();
        assertThat(refused).isPositive();
        assertThat(two.texts).hasSize((int) (20 - refused));
        assertThat(network.drops("a", "group-node-busy")).isEqualTo(refused);
        assertThat(send(two, 1, "still here").isOk()).isTrue();
    }

    @Test
    void messagesUnderWayAreBounded() {
        network.config = FiscoConfig.DEFAULT.withGroups(
                GroupConfig.DEFAULT.withLimits(new GroupLimits(2, 10, 10, 100, 10, 100, 1 << 20, 5)));
        Member a = network.start("a");
        Heard one = new Heard(a, 1, NodeKind.CONSENSUS);
        a.peer.groups().register(GROUP, id(2), NodeKind.CONSENSUS, delivery -> {});
        List<CompletableFuture<GroupResult>> results = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            results.add(one.node
                    .request(id(2), MODULE, Bytes.utf8("?"), Duration.ofSeconds(3))
                    .toCompletableFuture());
        }
        network.time.advance(Duration.ofSeconds(4));
        assertThat(results.stream().map(result -> result.getNow(null).code()))
                .containsOnly(DeliveryCode.TIMEOUT, DeliveryCode.QPS_OVERFLOW);
        assertThat(network.drops("a", "too-many-group-calls")).isEqualTo(3);
        assertThat(send(one, 2, "room again").isOk()).isTrue();
        assertThatThrownBy(() -> new Heard(a, 3, NodeKind.LIGHT))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("localNodes");
    }

    @Test
    void whatEndsWithTheNodeEnds() {
        List<Heard> nodes = line();
        CompletableFuture<GroupResult> request = nodes.get(0)
                .node
                .request(id(3), MODULE, Bytes.utf8("?"), Duration.ofMinutes(10))
                .toCompletableFuture();
        network.stop("a");
        assertThat(request).isDone();
        assertThat(send(nodes.get(0), 3, "?").code()).isEqualTo(DeliveryCode.NO_GATEWAY);
    }

    @Test
    void whatCannotBeIsRefusedAndSaysWhy() {
        Member a = network.start("a");
        GroupNode node = new Heard(a, 1, NodeKind.CONSENSUS).node;
        assertThatThrownBy(() -> new Heard(a, 1, NodeKind.LIGHT)).hasMessageContaining("served already");
        assertThatThrownBy(() -> a.peer.groups().register(GROUP, a.id, NodeKind.LIGHT, delivery -> {}))
                .hasMessageContaining("64 bytes");
        assertThatThrownBy(() -> a.peer.groups().register("", id(2), NodeKind.LIGHT, delivery -> {}))
                .hasMessageContaining("256");
        assertThatThrownBy(() -> node.send(id(2), 0, Bytes.empty())).hasMessageContaining("65535");
    }

    @Test
    void aMessageBeyondThePacketLimitFailsAtOnce() {
        List<Heard> nodes = line();
        CompletableFuture<GroupResult> result = nodes.get(0)
                .node
                .send(id(3), MODULE, Bytes.wrap(new byte[33 << 20]))
                .toCompletableFuture();
        network.time.advance(Duration.ofSeconds(1));
        assertThat(result.getNow(null).code()).isEqualTo(DeliveryCode.ALL_GATEWAYS_FAILED);
        assertThat(result.getNow(null).detail()).contains("limit");
        assertThatThrownBy(() ->
                        network.result(nodes.get(0).node.broadcast(CONSENSUS, MODULE, Bytes.wrap(new byte[33 << 20]))))
                .hasMessageContaining("limit");
    }
}
