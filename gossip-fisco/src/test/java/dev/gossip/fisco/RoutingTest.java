package dev.gossip.fisco;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Message;
import dev.gossip.api.MessageHandler;
import dev.gossip.api.NodeId;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.fisco.TestNetwork.Member;
import dev.gossip.fisco.codec.body.RouteRequest;
import dev.gossip.fisco.codec.body.RouteSequence;
import dev.gossip.fisco.codec.body.RouteTable;
import dev.gossip.fisco.codec.tars.RouterTable;
import dev.gossip.fisco.route.RouteConfig;
import dev.gossip.fisco.route.Way;
import dev.gossip.spi.Extension;
import dev.gossip.spi.NodeContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Topics and routes between nodes of generation 3 that are not all linked. */
class RoutingTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestNetwork network = new TestNetwork();

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void f18_f26_aNodeReachesASubscriberTwoHopsAway() {
        Member a = network.start("a");
        Member b = network.start("b", "a");
        Member c = network.start("c", "b");
        c.subscribe("t1", "from c");
        assertThat(network.within(SOON, () -> a.peer.routes().size() == 2)).isTrue();
        assertThat(a.peer.routes()).containsEntry(b.id, 1).containsEntry(c.id, 2);
        assertThat(a.peer.ways()).containsEntry(b.id, new Way(b.id, 1)).containsEntry(c.id, new Way(b.id, 2));
        network.time.advance(Duration.ofSeconds(3));
        assertThat(a.publish("t1", "hello")).isEqualTo("from c");
        assertThat(c.heard).containsExactly("hello");
        assertThat(a.publish("t2", "hello")).isEqualTo("NO_SUBSCRIBER");
    }

    @Test
    void applicationMessagesReachEveryNeighbourBesideAmop() {
        Member a = network.start("a");
        Member b = network.start("b", "a");
        Member c = network.start("c", "b");
        List<String> heard = new ArrayList<>();
        Topic news = Topic.named("news");
        for (Member member : List.of(a, c)) {
            member.node.subscribe(
                    news,
                    MessageHandler.accepting(delivery ->
                            heard.add(delivery.from().id().orElseThrow().equals(b.id) ? "from b" : "?")));
        }
        a.subscribe("news", "by amop");
        network.time.advance(SOON);
        assertThat(network.result(b.node.publish(news, Bytes.utf8("hello")))).isEqualTo(2);
        network.time.advance(SOON);
        assertThat(heard).containsExactly("from b", "from b");
        assertThat(a.heard).containsExactly("hello");
    }

    @Test
    void f31_aMulticastReachesEveryNodeOnce() {
        Member a = network.start("a");
        Member b = network.start("b", "a");
        Member c = network.start("c", "b");
        List.of(a, b, c).forEach(member -> member.subscribe("all", ""));
        network.time.advance(SOON);
        network.result(a.peer.amop().multicast("all", Bytes.utf8("hello")));
        network.time.advance(SOON);
        for (Member member : List.of(a, b, c)) {
            assertThat(member.heard).containsExactly("hello");
        }
    }

    @Test
    void f20_aNodeBehindALostOneIsUnreachableUntilThatComesBack() {
        Member a = network.start("a");
        network.start("b", "a");
        Member c = network.start("c", "b");
        c.subscribe("t1", "from c");
        assertThat(network.within(SOON, () -> a.peer.routes().containsKey(c.id)))
                .isTrue();
        network.stop("b");
        assertThat(network.within(SOON, () -> a.peer.routes().isEmpty())).isTrue();
        assertThat(a.publish("t1", "lost")).isEqualTo("NO_SUBSCRIBER");
        network.start("b", "a");
        assertThat(network.within(Duration.ofMinutes(2), () -> a.peer.routes().containsKey(c.id)))
                .isTrue();
        network.time.advance(Duration.ofSeconds(3));
        assertThat(a.publish("t1", "again")).isEqualTo("from c");
    }

    /** A ring: what went through the lost node goes the other way round. */
    @Test
    void f20_aLostNodeIsRoutedAround() {
        Member a = network.start("a");
        network.start("b", "a");
        Member c = network.start("c", "b");
        network.start("d", "c", "a");
        c.subscribe("t1", "from c");
        network.time.advance(SOON);
        assertThat(a.publish("t1", "one")).isEqualTo("from c");
        network.stop("b");
        network.time.advance(SOON);
        assertThat(a.peer.routes()).containsEntry(c.id, 2);
        assertThat(a.publish("t1", "two")).isEqualTo("from c");
        network.stop("d");
        network.time.advance(SOON);
        assertThat(a.publish("t1", "three")).isEqualTo("NO_SUBSCRIBER");
        assertThat(c.heard).containsExactly("one", "two");
    }

    @Test
    void f21_nineHopsAreReachedAndTenAreNot() {
        List<Member> chain = new ArrayList<>();
        chain.add(network.start("n0"));
        for (int i = 1; i <= 10; i++) {
            chain.add(network.start("n" + i, "n" + (i - 1)));
        }
        Member first = chain.get(0);
        chain.get(9).subscribe("nine", "from nine");
        chain.get(10).subscribe("ten", "from ten");
        network.time.advance(Duration.ofMinutes(1));
        assertThat(first.peer.routes()).hasSize(9).containsEntry(chain.get(9).id, 9);
        assertThat(first.publish("nine", "hello")).isEqualTo("from nine");
        assertThat(first.publish("ten", "hello")).isEqualTo("NO_SUBSCRIBER");
    }

    @Test
    void f22_linksOfDifferentVersionsCarryOneMessage() {
        Member a = network.start("a", Map.of("maxVersion", "3"));
        network.start("b", Map.of("maxVersion", "3"), "a");
        Member c = network.start("c", Map.of("maxVersion", "1"), "b");
        c.subscribe("t1", "from c");
        network.time.advance(SOON);
        assertThat(a.publish("t1", "hello")).isEqualTo("from c");
    }

    /** Of nodes that dial each other one link is left, and nobody is dialled any more. */
    @Test
    void f15_nodesThatDialEachOtherKeepOneLink() {
        Member a = network.start("a", "b");
        Member b = network.start("b", "a");
        network.time.advance(Duration.ofMinutes(1));
        for (Member member : List.of(a, b)) {
            assertThat(member.peer.routes()).hasSize(1);
            assertThat(member.node.describe().endpoints().get(0).links()).isEqualTo(1);
        }
        a.subscribe("t1", "from a");
        network.time.advance(Duration.ofSeconds(3));
        assertThat(b.publish("t1", "hello")).isEqualTo("from a");
    }

    /** A neighbour that only listens, and tells numbers that it has no table for. */
    @Test
    void f19_theNumberIsToldEveryThreeSecondsAndOnChangeAndATableIsAskedForOnlyIfItIsGreater() {
        Neighbour listener = new Neighbour();
        Member a = network.start("a");
        network.bare("b", listener, "a");
        network.time.advance(Duration.ofSeconds(10));
        listener.told.clear();
        network.time.advance(Duration.ofSeconds(30));
        assertThat(listener.told).hasSize(10).containsOnly(listener.told.get(0));
        long quiet = listener.told.get(0);
        network.start("c", "a");
        network.time.advance(Duration.ofMillis(500));
        assertThat(listener.told).hasSizeGreaterThan(10);
        assertThat(listener.told.get(listener.told.size() - 1)).isGreaterThan(quiet);
        listener.asked = 0;
        for (int number : new int[] {5, 5, 4, 5}) {
            listener.tell(a.id, number);
            network.time.advance(Duration.ofMillis(100));
            assertThat(listener.asked).as("once for 5").isEqualTo(1);
        }
        listener.tell(a.id, 6);
        network.time.advance(Duration.ofMillis(100));
        assertThat(listener.asked).isEqualTo(2);
    }

    /** What goes beyond is neither kept nor taught to the protocol, and does not cost the others. */
    @Test
    void f19_aTableThatIsTooLongIsCutAndCounted() {
        network.config = FiscoConfig.DEFAULT.withRoutes(new RouteConfig(Duration.ofSeconds(3), 5));
        Neighbour listener = new Neighbour();
        listener.table = IntStream.range(1, 21)
                .mapToObj(i -> Bytes.utf8(String.format("%0128x", i)))
                .map(id -> new RouterTable.Entry(id, Bytes.empty(), 1, Bytes.empty(), id))
                .toList();
        Member a = network.start("a");
        network.bare("b", listener, "a");
        Member c = network.start("c", "a");
        network.time.advance(Duration.ofSeconds(5));
        listener.tell(a.id, 1_000);
        network.time.advance(Duration.ofSeconds(1));
        assertThat(a.peer.routes()).hasSize(5).containsKey(c.id);
        assertThat(network.drops("a", "too-many-routes")).isEqualTo(1);
    }

    private static final class Neighbour implements Extension {
        private final List<Long> told = new ArrayList<>();
        private List<RouterTable.Entry> table = List.of();
        private int asked;
        private NodeContext context;

        @Override
        public String name() {
            return "neighbour";
        }

        @Override
        public Set<Class<? extends Body>> bodies() {
            return Set.of(RouteSequence.class, RouteRequest.class, RouteTable.class);
        }

        @Override
        public void start(NodeContext started) {
            context = started;
            started.onBody(RouteSequence.class, (delivery, body) -> {
                told.add(body.sequence());
                return CompletableFuture.completedStage(Verdict.ACCEPT);
            });
            started.onBody(RouteRequest.class, (delivery, body) -> {
                asked++;
                tell(delivery.from().id().orElseThrow(), new RouteTable(new RouterTable(table)));
                return CompletableFuture.completedStage(Verdict.ACCEPT);
            });
        }

        void tell(NodeId neighbour, long number) {
            tell(neighbour, new RouteSequence(number));
        }

        private void tell(NodeId neighbour, Body body) {
            context.send("p2p", neighbour, Message.of(Topic.NONE, body));
        }
    }
}
