package dev.gossip.fisco;

import static dev.gossip.fisco.TestGroups.GROUP;
import static dev.gossip.fisco.TestGroups.MODULE;
import static dev.gossip.fisco.TestGroups.id;
import static dev.gossip.fisco.TestGroups.remote;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipNode;
import dev.gossip.fisco.TestGroups.Heard;
import dev.gossip.fisco.TestNetwork.Member;
import dev.gossip.fisco.codec.body.DeliveryCode;
import dev.gossip.fisco.codec.front.FrontMessage;
import dev.gossip.fisco.codec.tars.GatewayStatus;
import dev.gossip.fisco.codec.tars.GroupNodes;
import dev.gossip.fisco.group.GroupConfig;
import dev.gossip.fisco.group.GroupLimits;
import dev.gossip.fisco.group.GroupResult;
import dev.gossip.fisco.group.NodeKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gateways that answer errors or nothing, and statuses and messages that break rules. */
class ForeignGatewayTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final TestNetwork network = new TestNetwork();
    private Member a;
    private Heard one;

    @AfterEach
    void close() {
        network.close();
    }

    private ScriptedGateway gateway(String name, GatewayStatus status) {
        if (a == null) {
            a = network.start("a");
            one = new Heard(a, 1, NodeKind.CONSENSUS);
        }
        ScriptedGateway script = new ScriptedGateway(status);
        GossipNode node = network.bare(name, script, "a");
        network.time.advance(SOON);
        assertThat(node.describe().endpoints().get(0).links()).isEqualTo(1);
        return script;
    }

    private CompletableFuture<GroupResult> send(String text) {
        return one.node.send(id(2), MODULE, Bytes.utf8(text)).toCompletableFuture();
    }

    @ParameterizedTest
    @ValueSource(ints = {DeliveryCode.BANDWIDTH_OVERFLOW, DeliveryCode.QPS_OVERFLOW})
    void f24_aGatewayWithTooMuchToDoEndsTheSearch(int code) {
        List<ScriptedGateway> gateways = List.of(
                gateway("b", ScriptedGateway.status(1, 2)),
                gateway("c", ScriptedGateway.status(1, 2)),
                gateway("d", ScriptedGateway.status(1, 2)));
        gateways.forEach(gateway -> gateway.code = Optional.of(code));
        CompletableFuture<GroupResult> result = send("?");
        network.time.advance(SOON);
        assertThat(result.getNow(null).code()).isEqualTo(code);
        assertThat(gateways.stream()
                        .mapToInt(gateway -> gateway.messages.size())
                        .sum())
                .isEqualTo(1);
    }

    @Test
    void f24_everyGatewayIsAskedOnceInRandomOrder() {
        List<ScriptedGateway> gateways = List.of(
                gateway("b", ScriptedGateway.status(1, 2)),
                gateway("c", ScriptedGateway.status(1, 2)),
                gateway("d", ScriptedGateway.status(1, 2)));
        gateways.get(0).code = Optional.of(DeliveryCode.NO_LOCAL_NODE);
        gateways.get(1).code = Optional.of(DeliveryCode.REFUSED);
        gateways.get(2).code = Optional.of(77);
        for (int i = 1; i <= 10; i++) {
            CompletableFuture<GroupResult> result = send("?");
            network.time.advance(SOON);
            assertThat(result.getNow(null).code()).isEqualTo(DeliveryCode.ALL_GATEWAYS_FAILED);
            for (ScriptedGateway gateway : gateways) {
                assertThat(gateway.messages).hasSize(i);
            }
        }
        gateways.get(2).code = Optional.of(DeliveryCode.OK);
        for (int i = 0; i < 30; i++) {
            CompletableFuture<GroupResult> result = send("?");
            network.time.advance(SOON);
            assertThat(result.getNow(null).isOk()).isTrue();
        }
        assertThat(gateways.get(2).messages).hasSize(40);
        assertThat(gateways.get(0).messages).hasSizeBetween(15, 39);
        assertThat(gateways.get(1).messages).hasSizeBetween(15, 39);
    }

    @Test
    void f24_eachGatewayHasTenSeconds() {
        ScriptedGateway b = gateway("b", ScriptedGateway.status(1, 2));
        ScriptedGateway c = gateway("c", ScriptedGateway.status(1, 2));
        b.code = Optional.empty();
        c.code = Optional.empty();
        CompletableFuture<GroupResult> result = send("?");
        network.time.advance(Duration.ofMillis(9_900));
        assertThat(b.messages.size() + c.messages.size()).isEqualTo(1);
        network.time.advance(Duration.ofSeconds(1));
        assertThat(b.messages.size() + c.messages.size()).isEqualTo(2);
        network.time.advance(Duration.ofMillis(9_000));
        assertThat(result).isNotDone();
        network.time.advance(Duration.ofSeconds(1));
        assertThat(result.getNow(null).code()).isEqualTo(DeliveryCode.TIMEOUT);
    }

    @Test
    void f17_f24_aGatewayThatIsLostIsNotWaitedFor() {
        ScriptedGateway b = new ScriptedGateway(ScriptedGateway.status(1, 2));
        a = network.start("a");
        one = new Heard(a, 1, NodeKind.CONSENSUS);
        GossipNode node = network.bare("b", b, "a");
        network.time.advance(SOON);
        b.code = Optional.empty();
        CompletableFuture<GroupResult> result = send("?");
        network.time.advance(Duration.ofSeconds(1));
        assertThat(b.messages).hasSize(1);
        assertThat(result).isNotDone();
        node.close();
        network.time.advance(Duration.ofSeconds(1));
        assertThat(result.getNow(null).code()).isEqualTo(DeliveryCode.ALL_GATEWAYS_FAILED);
        assertThat(network.result(send("?")).code()).isEqualTo(DeliveryCode.NO_GATEWAY);
    }

    @Test
    void f23_aStatusIsAskedForOnlyIfItsNumberIsGreaterAndReplacesTheOneBefore() {
        ScriptedGateway b = gateway("b", ScriptedGateway.status(5, 2, 3));
        assertThat(remote(a)).containsOnlyKeys(id(2), id(3));
        assertThat(b.statusRequests).isEqualTo(1);
        b.announce(ScriptedGateway.status(5, 4));
        network.time.advance(SOON);
        b.announce(ScriptedGateway.status(4, 4));
        network.time.advance(SOON);
        assertThat(b.statusRequests).isEqualTo(1);
        b.announce(ScriptedGateway.status(6, 3, 4));
        network.time.advance(SOON);
        assertThat(b.statusRequests).isEqualTo(2);
        assertThat(remote(a)).containsOnlyKeys(id(3), id(4));
    }

    /** It announced 6, and then tells a status of another number. */
    @Test
    void f23_theNumberInTheStatusDecides() {
        ScriptedGateway b = gateway("b", ScriptedGateway.status(5, 2));
        b.status = ScriptedGateway.status(6, 3);
        b.announce();
        b.status = ScriptedGateway.status(5, 4);
        network.time.advance(SOON);
        assertThat(b.statusRequests).isEqualTo(2);
        assertThat(remote(a)).containsOnlyKeys(id(2));
    }

    @Test
    void f16_f23_aGatewayThatRepeatsALowerNumberHasRestarted() {
        ScriptedGateway b = gateway("b", ScriptedGateway.status(500, 2));
        for (int i = 0; i < 3; i++) {
            b.announce(ScriptedGateway.status(1, 3));
            network.time.advance(Duration.ofSeconds(1));
        }
        assertThat(remote(a)).containsOnlyKeys(id(3));
    }

    /** Entries that are none cost themselves only. */
    @Test
    void f23_badEntriesOfAStatusAreIgnoredAndCounted() {
        String good = id(2).hex();
        List<String> nodes = List.of(
                "",
                "zz" + good.substring(2),
                good.substring(2),
                good + "00",
                good.substring(1),
                good,
                id(3).hex().toUpperCase(Locale.ROOT));
        gateway("b", ScriptedGateway.status(1, nodes));
        assertThat(remote(a)).containsOnlyKeys(id(2), id(3));
        assertThat(network.drops("a", "bad-status-entry")).isEqualTo(1);
        ScriptedGateway c = gateway(
                "c",
                new GatewayStatus(
                        "u".repeat(5_000),
                        1,
                        List.of(
                                new GroupNodes("", List.of(id(7).hex()), 0, List.of(), List.of()),
                                new GroupNodes("g".repeat(300), List.of(id(7).hex()), 0, List.of(), List.of()),
                                new GroupNodes("group1", List.of(), 0, List.of(), List.of()),
                                new GroupNodes("group2", List.of(id(8).hex()), 1, List.of(), List.of(2, 2, 2)))));
        assertThat(c.statusRequests).isEqualTo(1);
        assertThat(network.drops("a", "bad-status-entry")).isEqualTo(2);
        assertThat(a.peer.groups().view().stream().map(view -> view.group())).containsExactly(GROUP, "group2");
        assertThat(a.peer.groups().view().get(1).nodes().get(0).kinds())
                .as("by the type of the group, as the kinds do not fit the nodes")
                .isEqualTo(Set.of(NodeKind.OBSERVER));
    }

    @Test
    void whatGatewaysAnnounceIsBounded() {
        network.config = FiscoConfig.DEFAULT.withGroups(
                GroupConfig.DEFAULT.withLimits(new GroupLimits(10, 3, 20, 25, 10, 100, 1 << 20, 100)));
        ScriptedGateway b =
                gateway("b", ScriptedGateway.status(1, IntStream.range(100, 200).toArray()));
        assertThat(remote(a)).hasSize(20);
        gateway("c", ScriptedGateway.status(1, IntStream.range(200, 300).toArray()));
        assertThat(remote(a)).hasSize(25);
        assertThat(network.drops("a", "too-many-group-nodes")).isEqualTo(2);
        b.announce(ScriptedGateway.status(2, 2));
        network.time.advance(SOON);
        assertThat(remote(a)).hasSize(6);
        List<GroupNodes> groups = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            groups.add(new GroupNodes("g" + i, List.of(id(50 + i).hex()), 0, List.of(), List.of(2)));
        }
        b.announce(new GatewayStatus("", 3, groups));
        network.time.advance(SOON);
        assertThat(network.drops("a", "too-many-groups")).isEqualTo(1);
        assertThat(remote(a)).hasSize(5 + 3);
    }

    @Test
    void f24_copiesOfOneBroadcastAreOneAndARepetitionIsAnother() {
        ScriptedGateway b = gateway("b", ScriptedGateway.status(1, 2));
        b.repeat(ScriptedGateway.broadcast(2, "block"), 3);
        network.time.advance(SOON);
        assertThat(one.texts).containsExactly("2 to all: block");
        assertThat(network.drops("a", "duplicate")).isEqualTo(2);
        b.tell(ScriptedGateway.broadcast(2, "block"));
        b.tell(ScriptedGateway.broadcast(2, "block"));
        network.time.advance(SOON);
        assertThat(one.texts).hasSize(3);
        b.tell(ScriptedGateway.broadcast(1, "an echo of ours"));
        network.time.advance(SOON);
        assertThat(one.texts).hasSize(3);
        assertThat(network.drops("a", "no-local-node")).isEqualTo(1);
    }

    @Test
    void messagesThatBreakRulesCostThemselvesOnly() {
        ScriptedGateway b = gateway("b", ScriptedGateway.status(1, 2));
        Bytes good = new FrontMessage(MODULE, Bytes.empty(), 0, Bytes.utf8("hello")).encode();
        for (int length = 0; length < 5; length++) {
            b.tell(ScriptedGateway.unicast(2, 1, 100 + length, good.slice(0, length)));
        }
        network.time.advance(SOON);
        assertThat(network.drops("a", "malformed")).isEqualTo(5);
        b.tell(ScriptedGateway.unicast(2, 9, 200, good));
        network.time.advance(SOON);
        assertThat(network.drops("a", "no-local-node")).isEqualTo(1);
        Bytes answer = new FrontMessage(MODULE, Bytes.utf8("never asked"), 1, Bytes.utf8("hello")).encode();
        b.tell(ScriptedGateway.unicast(2, 1, 300, answer));
        network.time.advance(SOON);
        assertThat(network.drops("a", "unmatched-response")).isEqualTo(1);
        b.tell(ScriptedGateway.unicast(2, 1, 400, good));
        network.time.advance(SOON);
        assertThat(one.texts).containsExactly("2: hello");
    }

    /** Its gateway has announced nothing yet; there is another one, which could not pass the answer on. */
    @Test
    void anAnswerGoesBackTheWayThatTheRequestCame() {
        ScriptedGateway b = gateway("b", new GatewayStatus("", 1, List.of()));
        ScriptedGateway c = gateway("c", ScriptedGateway.status(1, 2));
        Bytes question = new FrontMessage(MODULE, Bytes.utf8("uuid"), 0, Bytes.utf8("?")).encode();
        b.tell(ScriptedGateway.unicast(2, 1, 100, question));
        network.time.advance(SOON);
        assertThat(b.messages).hasSize(1);
        assertThat(c.messages).isEmpty();
    }

    /** Another node of the same gateway knows the uuid and answers first. */
    @Test
    void onlyTheNodeThatWasAskedCanAnswer() throws Exception {
        ScriptedGateway b = gateway("b", ScriptedGateway.status(1, 2, 3));
        CompletableFuture<GroupResult> result = one.node
                .request(id(2), MODULE, Bytes.utf8("?"), Duration.ofSeconds(30))
                .toCompletableFuture();
        network.time.advance(Duration.ofSeconds(1));
        FrontMessage asked = FrontMessage.decode(b.messages.get(0).payload());
        assertThat(asked.uuid().utf8()).matches("[0-9a-f]{32}");
        assertThat(asked.module()).isEqualTo(MODULE);
        b.tell(ScriptedGateway.unicast(
                3, 1, 100, asked.answer(Bytes.utf8("forged")).encode()));
        network.time.advance(Duration.ofSeconds(1));
        assertThat(result).isNotDone();
        b.tell(ScriptedGateway.unicast(
                2, 1, 101, asked.answer(Bytes.utf8("true")).encode()));
        network.time.advance(Duration.ofSeconds(1));
        assertThat(result.getNow(null).answer().utf8()).isEqualTo("true");
        assertThat(network.drops("a", "unmatched-response")).isEqualTo(1);
    }
}
