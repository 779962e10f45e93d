package dev.gossip.core.node;

import static dev.gossip.core.node.TestNetwork.ENDPOINT;
import static dev.gossip.core.node.TestNetwork.address;
import static dev.gossip.core.node.TestNetwork.endpoint;
import static dev.gossip.core.node.TestNetwork.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.MessageHandler;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.Topic;
import dev.gossip.api.observe.NodeEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where links carry one way, whoever dialled is dialled back if it says where. */
class CallBackTest {

    private static final Topic NEWS = Topic.named("news");

    private final TestNetwork network = new TestNetwork();
    private final List<NodeEvent> events = new ArrayList<>();

    @AfterEach
    void close() {
        network.close();
    }

    private static EndpointConfig.Builder oneWay(String name, int port) {
        return endpoint(name, port).setting("duplex", "false");
    }

    private GossipNode observed(EndpointConfig.Builder endpoint) {
        return network.start(endpoint, builder -> builder.observer(events::add));
    }

    private static List<NodeId> alive(GossipNode node) {
        return node.peers().alive().stream().map(Peer::id).sorted().toList();
    }

    @Test
    void whoJoinsBySeedIsHeardAndHears() {
        GossipNode seed = network.start(oneWay("seed", 100));
        GossipNode node = network.start(oneWay("node", 101).seed(address(100)).setting("callBack", "true"));
        List<String> heard = new ArrayList<>();
        seed.subscribe(NEWS, MessageHandler.accepting(delivery -> heard.add("seed")));
        node.subscribe(NEWS, MessageHandler.accepting(delivery -> heard.add("node")));
        network.run(Duration.ofSeconds(1));
        assertThat(alive(seed)).containsExactly(id("node"));

        seed.publish(NEWS, Bytes.utf8("from the seed"));
        network.run(Duration.ofSeconds(1));
        assertThat(heard).containsExactly("node");
        node.publish(NEWS, Bytes.utf8("from the node"));
        network.run(Duration.ofSeconds(1));
        assertThat(heard).containsExactly("node", "seed");
    }

    @Test
    void withoutAskingNobodyIsDialled() {
        GossipNode seed = observed(oneWay("seed", 100));
        network.start(oneWay("node", 101).seed(address(100)));
        network.run(Duration.ofMinutes(1));
        assertThat(alive(seed)).isEmpty();
        assertThat(events).noneMatch(NodeEvent.DialFailed.class::isInstance);
    }

    @Test
    void aLostLinkBackIsMendedForAsLongAsTheCallerStays() {
        Capture capture = new Capture();
        GossipNode seed = network.start(oneWay("seed", 100), builder -> builder.extension(capture));
        GossipNode node = network.start(oneWay("node", 101).seed(address(100)).setting("callBack", "true"));
        network.run(Duration.ofSeconds(1));
        for (int round = 0; round < 3; round++) {
            capture.context()
                    .disconnect(ENDPOINT, id("node"), dev.gossip.api.observe.DropReason.CLOSED, "the test cuts it");
            network.run(Duration.ofMillis(100));
            assertThat(alive(seed)).isEmpty();
            network.run(Duration.ofSeconds(10));
            assertThat(alive(seed)).containsExactly(id("node"));
        }
        node.close();
        network.run(Duration.ofMinutes(1));
        assertThat(alive(seed)).isEmpty();

        network.start(oneWay("node", 103).seed(address(100)).setting("callBack", "true"));
        network.run(Duration.ofSeconds(1));
        assertThat(alive(seed)).containsExactly(id("node"));
    }

    @Test
    void whoIsGoneIsNotDialledAnyMore() {
        observed(oneWay("seed", 100));
        GossipNode node = network.start(oneWay("node", 101).seed(address(100)).setting("callBack", "memory:999"));
        network.run(Duration.ofMinutes(1));
        assertThat(events).filteredOn(NodeEvent.DialFailed.class::isInstance).hasSizeGreaterThan(2);

        node.close();
        network.run(Duration.ofSeconds(31));
        events.clear();
        network.run(Duration.ofMinutes(5));
        assertThat(events).isEmpty();
    }

    @Test
    void whoComesAndGoesDoesNotMakeUsDialMore() {
        observed(oneWay("seed", 100));
        for (int i = 0; i < 20; i++) {
            GossipNode node =
                    network.start(oneWay("node", 101).seed(address(100)).setting("callBack", "memory:999"));
            network.run(Duration.ofMillis(200));
            node.close();
            network.run(Duration.ofMillis(50));
        }
        network.start(oneWay("node", 101).seed(address(100)).setting("callBack", "memory:999"));
        network.run(Duration.ofMinutes(2));
        events.clear();
        network.run(Duration.ofMinutes(5));
        assertThat(events).filteredOn(NodeEvent.DialFailed.class::isInstance).hasSizeBetween(8, 13);
    }

    @Test
    void whoClaimsAnotherOnesAddressKeepsNobodyFromBeingDialled() {
        GossipNode seed = network.start(oneWay("seed", 100));
        network.start(oneWay("liar", 101).seed(address(100)).setting("callBack", "memory:102"));
        network.run(Duration.ofMinutes(1));
        network.start(oneWay("node", 102).seed(address(100)).setting("callBack", "true"));
        network.run(Duration.ofMinutes(2));
        assertThat(alive(seed)).contains(id("node"));
    }

    @Test
    void seedsOfEachOtherNeedNoCallAndOurOwnAddressGetsNone() {
        GossipNode one = observed(oneWay("one", 100).seed(address(101)).setting("callBack", "true"));
        network.start(oneWay("two", 101).seed(address(100)).setting("callBack", "true"));
        network.start(oneWay("joker", 102).seed(address(100)).setting("callBack", "memory:100"));
        network.run(Duration.ofMinutes(1));
        assertThat(alive(one)).containsExactly(id("two"));
        assertThat(events)
                .filteredOn(event -> event instanceof NodeEvent.LinkUp up && up.dialled())
                .hasSize(1);
    }

    @Test
    void bothWaysLinksNeedNoCall() {
        GossipNode seed = observed(endpoint("seed", 100));
        network.start(endpoint("node", 101).seed(address(100)).setting("callBack", "true"));
        network.run(Duration.ofMinutes(1));
        assertThat(alive(seed)).containsExactly(id("node"));
        assertThat(events).filteredOn(NodeEvent.LinkUp.class::isInstance).hasSize(1);
    }
}
