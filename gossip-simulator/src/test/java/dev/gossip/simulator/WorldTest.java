package dev.gossip.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipNodeBuilder;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.NodeEvent;
import dev.gossip.simulator.light.LightNetwork;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What befalls hosts and the network between them. */
class WorldTest {

    private static final long SEED = 5;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SimulatedWorld world = SimulatedWorld.seeded(SEED)
            .links(LinkModel.of(Latency.uniform(Duration.ofMillis(10), Duration.ofMillis(50))));
    private final List<NodeEvent> events = new ArrayList<>();

    @AfterEach
    void close() {
        world.close();
    }

    private LightNetwork mesh(int hosts) {
        return LightNetwork.start(
                world, Overlay.mesh(hosts), node -> node.router("flood").observer(events::add));
    }

    private int reached(LightNetwork network, int origin) {
        return network.spread(origin, 1_000, SECOND).arrivals().size();
    }

    private boolean heals(LightNetwork network, int links) {
        return world.runUntil(() -> network.links() == links, Duration.ofMinutes(2));
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        assertThat(digest(1)).isEqualTo(digest(1)).isNotEqualTo(digest(2));
    }

    private static String digest(long seed) {
        LinkModel links = LinkModel.of(Latency.longTailed(Duration.ofMillis(20), Duration.ofMillis(90)));
        try (SimulatedWorld world = SimulatedWorld.seeded(seed).links(links)) {
            LightNetwork network =
                    LightNetwork.start(world, Overlay.regular(20, 4, seed), node -> node.router("fanout"));
            world.links(links.withLoss(0.1));
            network.spread(3, 1_000, SECOND);
            network.host(4).crash();
            network.host(5).kill();
            world.partition(List.of(world.hosts().subList(0, 10)));
            network.spread(6, 1_000, SECOND);
            world.heal();
            network.host(4).restart();
            world.run(Duration.ofSeconds(30));
            network.spread(7, 1_000, SECOND);
            return world.events() + " " + world.digest();
        }
    }

    @Test
    void anotherHostChangesNoRandomNumbersOfThoseBefore() {
        assertThat(world.seedOf(world.host("a"), 0))
                .isEqualTo(SimulatedWorld.seeded(SEED).seedOf(world.host("a"), 0))
                .isNotEqualTo(world.seedOf(world.host("a"), 1))
                .isNotEqualTo(world.seedOf(world.host("b"), 0));
    }

    @Test
    void aPartitionStopsMessagesAndAShortOneCostsNoLink() {
        LightNetwork network = mesh(6);
        world.partition(List.of(world.hosts().subList(0, 2), world.hosts().subList(2, 6)));
        assertThat(reached(network, 0)).isEqualTo(1);
        assertThat(reached(network, 5)).isEqualTo(3);
        world.heal();
        world.run(SECOND);
        assertThat(network.links()).isEqualTo(15);
        assertThat(events).noneMatch(NodeEvent.LinkDown.class::isInstance);
        assertThat(reached(network, 0)).isEqualTo(5);
    }

    @Test
    void whatStalledInAPartitionArrivesWhenItHeals() {
        LightNetwork network = mesh(3);
        world.partition(List.of(world.hosts().subList(0, 1)));
        Spread split = network.spread(0, 1_000, SECOND);
        assertThat(split.arrivals()).isEmpty();
        world.heal();
        world.run(SECOND);
        assertThat(reached(network, 1)).isEqualTo(2);
        assertThat(network.host(1).node().describe().drops()).containsKey(DropReason.DUPLICATE.code());
    }

    @Test
    void aLongPartitionBreaksLinksThatAreUsedAndTheyComeBack() {
        LightNetwork network = mesh(4);
        world.partition(List.of(world.hosts().subList(0, 2)));
        reached(network, 0);
        world.run(Duration.ofSeconds(20));
        assertThat(network.links()).isEqualTo(2);
        world.heal();
        assertThat(heals(network, 6)).as("seed %d", SEED).isTrue();
        assertThat(reached(network, 3)).isEqualTo(3);
    }

    @Test
    void aKilledProcessIsNoticedAtOnceAndMayComeBack() {
        LightNetwork network = mesh(4);
        network.host(1).kill();
        world.run(Duration.ofMillis(100));
        assertThat(network.host(1).isUp()).isFalse();
        assertThat(network.links()).isEqualTo(3);
        assertThat(reached(network, 0)).isEqualTo(2);
        assertThatThrownBy(() -> network.host(1).node())
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("n1");
        network.host(1).restart();
        assertThat(heals(network, 6)).as("seed %d", SEED).isTrue();
    }

    @Test
    void aCrashedMachineIsNoticedOnlyByThoseWhoSendToIt() {
        LightNetwork network = mesh(4);
        network.host(1).crash();
        world.run(Duration.ofMinutes(1));
        assertThat(events).noneMatch(NodeEvent.LinkDown.class::isInstance);
        reached(network, 0);
        world.run(Duration.ofSeconds(16));
        assertThat(network.links()).isEqualTo(3);
    }

    @Test
    void aCrashedMachineThatIsBackResetsWhatItDoesNotKnow() {
        LightNetwork network = mesh(4);
        network.host(1).crash();
        world.run(SECOND);
        network.host(1).restart();
        world.run(SECOND);
        // It has dialled the one it dials; the two who dial it do not know yet that their links are dead.
        assertThat(network.links()).isEqualTo(5);
        reached(network, 0);
        assertThat(heals(network, 6)).as("seed %d", SEED).isTrue();
        assertThat(reached(network, 2)).isEqualTo(3);
    }

    @Test
    void aNodeThatStopsSaysSo() {
        LightNetwork network = mesh(3);
        network.host(2).stop();
        world.run(SECOND);
        assertThat(network.links()).isEqualTo(1);
        network.host(2).stop();
        network.host(2).kill();
        network.host(2).crash();
    }

    @Test
    void lossTakesItsShare() {
        int sent = 400;
        LightNetwork network = LightNetwork.start(world, Overlay.mesh(2), node -> node.router("flood"));
        world.links(LinkModel.LAN.withLoss(0.25));
        int arrived = 0;
        for (int i = 0; i < sent; i++) {
            arrived += network.spread(0, 600, Duration.ofMillis(5)).arrivals().size();
        }
        // Four standard deviations are 35.
        assertThat(arrived).as("seed %d", SEED).isBetween(265, 335);
    }

    @Test
    void linksMayDifferByPair() {
        LinkModel far = LinkModel.of(Latency.fixed(Duration.ofMillis(200)));
        world.links((from, to) -> from.index() == 2 || to.index() == 2 ? far : LinkModel.LAN);
        Spread spread = mesh(3).spread(0, 1_000, SECOND);
        assertThat(spread.arrivals()).containsExactly(Duration.ofMillis(1), Duration.ofMillis(200));
    }

    @Test
    void anUplinkIsSharedByAllLinks() {
        world.links(LinkModel.LAN);
        LightNetwork network = LightNetwork.start(world, Overlay.mesh(5), node -> node.router("direct"));
        network.host(0).uplink(1_000_000);
        Spread spread = network.spread(0, 100_000, SECOND);
        assertThat(spread.arrivals()).hasSize(4);
        // 100 kB and a head of a few bytes need 0.1 s each, then 1 ms to travel.
        assertThat(spread.arrivals().get(0)).isBetween(Duration.ofMillis(101), Duration.ofMillis(102));
        assertThat(spread.timeToLast()).isBetween(Duration.ofMillis(401), Duration.ofMillis(402));
    }

    @Test
    void clocksMayBeWrong() {
        SimulatedHost host = world.host("late").clockOffset(Duration.ofHours(-1));
        host.start(node -> node.endpoint(endpoint("late:1", "late").build()));
        HostRuntime runtime = host.sockets().orElseThrow().runtime();
        assertThat(runtime.now()).isEqualTo(world.time().now().minus(Duration.ofHours(1)));
        assertThat(runtime.nanoTime()).isEqualTo(world.time().nanoTime());
    }

    @Test
    void mistakesAreExplained() {
        SimulatedHost host = world.host("a");
        assertThatThrownBy(host::restart).hasMessageContaining("nothing was started on 'a'");
        assertThatThrownBy(() ->
                        host.start(node -> node.endpoint(endpoint("b:1", "a").build())))
                .hasMessageContaining("'a' cannot listen at b:1");
        assertThat(host.isUp()).isFalse();
        host.start(node -> node.endpoint(endpoint("0.0.0.0:0", "a").build()));
        assertThat(host.node().boundAddress("main").host()).isEqualTo("a");
        assertThatThrownBy(host::restart).hasMessageContaining("already");
        assertThatThrownBy(() -> world.host("c")
                        .start(node -> node.endpoint(endpoint("c:1", "").build())))
                .hasMessageContaining("needs an id");
    }

    @Test
    void theTransportIsFoundByNameAndNeedsAWorld() {
        GossipNodeBuilder builder = GossipNode.builder()
                .runtime(new VirtualRuntime(new VirtualTime(), SEED))
                .endpoint(endpoint("a:1", "a").build());
        assertThatThrownBy(builder::start)
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("needs a host of a SimulatedWorld");
    }

    private static EndpointConfig.Builder endpoint(String listen, String id) {
        return EndpointConfig.named("main")
                .protocol("light")
                .transport("simulated")
                .listen(listen)
                .setting("id", id);
    }
}
