package dev.gossip.fisco;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.Recipients;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.fisco.TestNetwork.Member;
import dev.gossip.fisco.codec.body.DeliveryCode;
import dev.gossip.fisco.codec.body.GroupMessage;
import dev.gossip.fisco.codec.body.RouteSequence;
import dev.gossip.fisco.codec.front.FrontMessage;
import dev.gossip.fisco.group.GroupNode;
import dev.gossip.fisco.group.Groups;
import dev.gossip.fisco.group.NodeKind;
import dev.gossip.fisco.limit.IncomingLimits;
import dev.gossip.fisco.limit.OutgoingLimits;
import dev.gossip.fisco.limit.RateLimits;
import dev.gossip.spi.Extension;
import dev.gossip.spi.NodeContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Limits of rate between nodes. */
class LimitsTest {

    private static final Map<String, String> PLAIN = Map.of("compress", "false");
    private static final String LONG = "x".repeat(8_000);
    private static final Duration A_WHILE = Duration.ofSeconds(5);

    private final TestNetwork network = new TestNetwork();

    @AfterEach
    void close() {
        network.close();
    }

    private Member limited(String name, RateLimits limits, String... dials) {
        network.config = FiscoConfig.DEFAULT.withRates(limits);
        Member member = network.start(name, PLAIN, dials);
        network.config = FiscoConfig.DEFAULT;
        return member;
    }

    @Test
    void f43_overTheBandwidthOfALinkThePublisherIsToldAndOthersAreServed() {
        Member a = limited("a", RateLimits.NONE.withOutgoing(OutgoingLimits.NONE.withPerLink(10_000)));
        network.start("b", "a").subscribe("b", "from b");
        network.start("c", "a").subscribe("c", "from c");
        network.time.advance(A_WHILE);
        assertThat(a.publish("b", LONG)).isEqualTo("from b");
        assertThat(a.publish("b", LONG)).isEqualTo("CONGESTED");
        assertThat(network.drops("a", "link-bandwidth")).isEqualTo(1);
        assertThat(a.publish("c", LONG)).isEqualTo("from c");
        network.time.advance(Duration.ofSeconds(1));
        assertThat(a.publish("b", LONG)).isEqualTo("from b");
    }

    @Test
    void f43_theTotalBindsAllLinksAndOtherNodesAreUnaffected() {
        Member a = limited(
                "a",
                RateLimits.NONE.withOutgoing(
                        OutgoingLimits.NONE.withTotal(10_000).withPerLink(10_000)));
        Member b = network.start("b", PLAIN, "a");
        b.subscribe("b", "from b");
        network.start("c", PLAIN, "a", "b").subscribe("c", "from c");
        network.time.advance(A_WHILE);
        assertThat(a.publish("b", LONG)).isEqualTo("from b");
        assertThat(a.publish("c", LONG)).isEqualTo("CONGESTED");
        assertThat(network.drops("a", "total-bandwidth")).isEqualTo(1);
        assertThat(b.publish("c", LONG)).isEqualTo("from c");
    }

    /** Of two subscribers the one behind the link that is full is passed over. */
    @Test
    void f43_aFullLinkIsFollowedByTheNextCandidate() {
        Member a = limited("a", RateLimits.NONE.withOutgoing(OutgoingLimits.NONE.withPerLink(10_000)));
        network.start("b", "a").subscribe("both", "from b");
        network.start("c", "a").subscribe("both", "from c");
        network.time.advance(A_WHILE);
        assertThat(List.of(a.publish("both", LONG), a.publish("both", LONG)))
                .containsExactlyInAnyOrder("from b", "from c");
        assertThat(a.publish("both", LONG)).isEqualTo("CONGESTED");
    }

    /** Tables, heartbeats and routes go on, and use up the budget of what is limited. */
    @Test
    void f43_whatKeepsNodesInStepIsNeverRefused() {
        Member a = limited("a", RateLimits.NONE.withOutgoing(OutgoingLimits.NONE.withTotal(1)));
        Member b = network.start("b", "a");
        Member c = network.start("c", "b");
        b.subscribe("t", "from b");
        network.time.advance(A_WHILE);
        assertThat(a.peer.routes()).containsOnlyKeys(b.id, c.id);
        // The first one may pass, as the budget may be full.
        a.publish("t", "?");
        assertThat(a.publish("t", "?")).isEqualTo("CONGESTED");
        network.time.advance(Duration.ofMinutes(2));
        assertThat(a.peer.routes()).containsOnlyKeys(b.id, c.id);
    }

    @Test
    void f43_whatGoesThroughANodeIsLimitedThere() {
        Member a = network.start("a", PLAIN);
        Member b = limited("b", RateLimits.NONE.withOutgoing(OutgoingLimits.NONE.withPerLink(10_000)), "a");
        network.start("c", PLAIN, "b").subscribe("t", "from c");
        network.time.advance(A_WHILE);
        assertThat(a.publish("t", LONG)).isEqualTo("from c");
        CompletableFuture<?> second =
                a.peer.amop().publish("t", Bytes.utf8(LONG)).toCompletableFuture();
        network.time.advance(Duration.ofMillis(100));
        assertThat(network.drops("b", "link-bandwidth")).isEqualTo(1);
        assertThat(second).isNotDone();
        assertThat(b.peer.routes()).hasSize(2);
    }

    @Test
    void f43_aMulticastLeavesOutWhomTheLimitKeepsBack() {
        Member a = limited("a", RateLimits.NONE.withOutgoing(OutgoingLimits.NONE.withTotal(10_000)));
        List<Member> others = List.of(network.start("b", "a"), network.start("c", "a"));
        others.forEach(other -> other.subscribe("all", ""));
        network.time.advance(A_WHILE);
        assertThat(network.result(a.peer.amop().multicast("all", Bytes.utf8(LONG))))
                .isEqualTo(1);
        assertThat(network.drops("a", "total-bandwidth")).isEqualTo(1);
    }

    @Test
    void f43_tooManyRequestsOfAModuleAreAnsweredBy1005AndOtherModulesAreServed() {
        Member b = limited("b", RateLimits.NONE.withIncoming(IncomingLimits.NONE.withModule("group0", 2000, 3)));
        Requester requester = new Requester();
        network.bare("a", requester, "b");
        network.time.advance(A_WHILE);
        List<CompletionStage<Delivery>> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            answers.add(requester.ask(b.id, b.id, 2000));
        }
        CompletionStage<Delivery> other = requester.ask(b.id, b.id, 2001);
        network.time.advance(Duration.ofMillis(100));
        // Whoever is let in hears that there is no such node.
        assertThat(answers.stream().map(LimitsTest::code)).containsExactly(1002, 1002, 1002, 1005, 1005);
        assertThat(code(other)).isEqualTo(1002);
        assertThat(network.drops("b", "module-requests")).isEqualTo(2);
        network.time.advance(Duration.ofSeconds(1));
        CompletionStage<Delivery> later = requester.ask(b.id, b.id, 2000);
        network.time.advance(Duration.ofMillis(100));
        assertThat(code(later)).isEqualTo(1002);
    }

    @Test
    void f43_theAuthorOfARefusedRequestIsAnsweredOverSeveralHops() {
        Member b = network.start("b");
        Member c = limited("c", RateLimits.NONE.withIncoming(IncomingLimits.NONE.withPerModule(1)), "b");
        Requester requester = new Requester();
        network.bare("a", requester, "b");
        network.time.advance(A_WHILE);
        requester.ask(b.id, c.id, 2000);
        CompletionStage<Delivery> second = requester.ask(b.id, c.id, 2000);
        network.time.advance(Duration.ofMillis(100));
        assertThat(code(second)).isEqualTo(1005);
    }

    private static int code(CompletionStage<Delivery> answer) {
        assertThat(answer.toCompletableFuture()).isDone();
        Message message = answer.toCompletableFuture().join().message();
        assertThat(message.kind()).isEqualTo(MessageKind.ERROR);
        return ((DeliveryCode) message.body()).code();
    }

    /** By the application's view of groups: 1004 here, and 1005 where it is the other node's limit. */
    @Test
    void f24_f43_membersOfGroupsAreToldOfBothLimitsAndOtherGroupsAreServed() {
        Member a = limited("a", RateLimits.NONE.withOutgoing(OutgoingLimits.NONE.withGroup("group0", 10_000)));
        Member b = limited("b", RateLimits.NONE.withIncoming(IncomingLimits.NONE.withModule("group1", 2000, 1)), "a");
        List<String> heard = new ArrayList<>();
        for (String group : List.of("group0", "group1")) {
            b.peer.groups().register(group, id(2), NodeKind.CONSENSUS, delivery -> heard.add(group));
        }
        GroupNode one = a.peer.groups().register("group0", id(1), NodeKind.CONSENSUS, delivery -> {});
        GroupNode two = a.peer.groups().register("group1", id(1), NodeKind.CONSENSUS, delivery -> {});
        network.time.advance(A_WHILE);
        assertThat(network.result(one.send(id(2), 2000, Bytes.utf8(LONG))).code())
                .isZero();
        assertThat(network.result(one.send(id(2), 2000, Bytes.utf8(LONG))).code())
                .isEqualTo(1004);
        assertThat(network.result(one.send(id(2), 1000, Bytes.utf8(LONG))).code())
                .as("PBFT is free")
                .isZero();
        assertThat(network.drops("a", "group-bandwidth")).isEqualTo(1);
        assertThat(network.result(two.send(id(2), 2000, Bytes.utf8(LONG))).code())
                .isZero();
        assertThat(network.result(two.send(id(2), 2000, Bytes.utf8(LONG))).code())
                .isEqualTo(1005);
        assertThat(network.drops("b", "module-requests")).isEqualTo(1);
        assertThat(heard).containsExactly("group0", "group0", "group1");
        assertThat(network.result(one.broadcast(Set.of(NodeKind.CONSENSUS), 2000, Bytes.utf8(LONG))))
                .as("told nobody")
                .isZero();
    }

    private static NodeId id(int number) {
        byte[] bytes = new byte[Groups.ID_BYTES];
        bytes[0] = (byte) number;
        return new NodeId(Bytes.wrap(bytes));
    }

    @Test
    void f43_broadcastsAndPacketsThatKeepInStepAreDroppedAndOtherPeersAreHeard() {
        Member b = limited(
                "b",
                RateLimits.NONE.withIncoming(
                        IncomingLimits.NONE.withPerPeerAndType(10).withPerModule(2)));
        Requester noisy = new Requester();
        network.bare("a", noisy, "b");
        Member c = network.start("c", "b");
        c.subscribe("t", "from c");
        network.time.advance(A_WHILE);
        for (int i = 0; i < 1_000; i++) {
            noisy.tell(b.id, Message.of(Topic.NONE, new RouteSequence(1)));
        }
        for (int i = 0; i < 5; i++) {
            noisy.tell(
                    b.id,
                    Message.of(
                            Topic.scope("group0"),
                            new GroupMessage(Bytes.fromHex("0a"), List.of(), 2000, 0, Bytes.empty())));
        }
        network.time.advance(Duration.ofMillis(100));
        assertThat(network.drops("b", "peer-requests")).isBetween(985L, 990L);
        assertThat(network.drops("b", "module-requests")).isEqualTo(3);
        assertThat(noisy.codes).isEmpty();
        assertThat(b.publish("t", "?")).isEqualTo("from c");
        network.time.advance(Duration.ofMinutes(1));
        assertThat(b.peer.routes()).containsKey(c.id);
    }

    @Test
    void f43_tooManyMessagesOfAmopAreRefusedAsByABusyNode() {
        Member a = network.start("a");
        Member b = limited("b", RateLimits.NONE.withIncoming(IncomingLimits.NONE.withModule("", 3000, 2)), "a");
        b.subscribe("t", "from b");
        network.time.advance(A_WHILE);
        assertThat(List.of(a.publish("t", "1"), a.publish("t", "2"), a.publish("t", "3")))
                .containsExactly("from b", "from b", "CONGESTED");
        assertThat(b.heard).containsExactly("1", "2");
    }

    /** Asks as nodes of a group do, and answers nothing. */
    private static final class Requester implements Extension {
        private final List<Integer> codes = new ArrayList<>();
        private NodeContext context;
        private long asked;

        @Override
        public String name() {
            return "requester";
        }

        @Override
        public Set<Class<? extends Body>> bodies() {
            return Set.of(GroupMessage.class, DeliveryCode.class);
        }

        @Override
        public void start(NodeContext started) {
            context = started;
            started.onBody(DeliveryCode.class, (delivery, body) -> {
                codes.add(body.code());
                return CompletableFuture.completedStage(Verdict.ACCEPT);
            });
        }

        CompletionStage<Delivery> ask(NodeId hop, NodeId target, int module) {
            Bytes said = new FrontMessage(module, Bytes.empty(), 0, Bytes.utf8("?")).encode();
            GroupMessage body = new GroupMessage(Bytes.fromHex("0a"), List.of(Bytes.fromHex("0b")), module, 0, said);
            Message request = Message.of(Topic.scope("group0"), body, MessageKind.REQUEST, Correlation.of(++asked))
                    .withRecipients(Recipients.only(target));
            return context.request("p2p", hop, request, Duration.ofMinutes(1));
        }

        void tell(NodeId target, Message message) {
            context.send("p2p", target, message);
        }
    }
}
