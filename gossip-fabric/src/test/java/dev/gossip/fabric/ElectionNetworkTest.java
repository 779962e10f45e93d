package dev.gossip.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Topic;
import dev.gossip.api.body.LogicalTime;
import dev.gossip.core.InMemoryOrderedStore;
import dev.gossip.fabric.TestNetwork.Node;
import dev.gossip.fabric.codec.Leadership;
import dev.gossip.fabric.election.ElectionConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Elections between whole nodes. */
class ElectionNetworkTest {

    private static final Duration SETTLED = Duration.ofSeconds(60);

    private final TestNetwork network = new TestNetwork(3);

    @AfterEach
    void close() {
        network.close();
    }

    private Node start(int organisation, int index, ElectionConfig election) {
        return network.start(
                organisation,
                index,
                new InMemoryOrderedStore(),
                FabricConfig.DEFAULT.toBuilder().election(election).build(),
                endpoint -> {},
                channel -> {});
    }

    private List<Node> electing(int organisation, int... indexes) {
        List<Node> nodes = new ArrayList<>();
        for (int index : indexes) {
            nodes.add(start(organisation, index, ElectionConfig.DEFAULT.elected()));
        }
        nodes.sort(Comparator.comparing(Node::id));
        return nodes;
    }

    private static List<NodeId> leaders(List<Node> nodes) {
        return nodes.stream()
                .filter(node -> node.channel().leadership().isLeading())
                .map(Node::id)
                .toList();
    }

    @Test
    void c49_oneLeaderPerOrganisationAndTheNextLowestAfterItsDeath() {
        List<Node> org1 = electing(1, 0, 1, 2);
        List<Node> org2 = electing(2, 0, 1);
        List<Boolean> heard = new ArrayList<>();
        org1.get(1).channel().leadership().onChange(heard::add);
        network.advance(SETTLED);

        assertThat(leaders(org1)).hasSize(1);
        assertThat(leaders(org2)).hasSize(1);
        Node leader = org1.stream()
                .filter(node -> leaders(org1).contains(node.id()))
                .findFirst()
                .orElseThrow();
        List<Node> others = org1.stream().filter(node -> node != leader).toList();

        leader.node().close();
        network.advance(SETTLED);
        assertThat(leaders(others)).containsExactly(others.get(0).id());
        assertThat(heard).isNotEmpty();
        assertThat(heard.get(heard.size() - 1))
                .isEqualTo(org1.get(1).channel().leadership().isLeading());
    }

    @Test
    void c50_whoLeftTheChannelOrIsOfAnotherOrganisationUnseatsNobody() {
        List<Node> org1 = electing(1, 0, 1);
        Node left = start(1, 2, ElectionConfig.DEFAULT.neverLeading());
        Node foreign = start(2, 0, ElectionConfig.DEFAULT.neverLeading());
        network.advance(SETTLED);
        Node leader = org1.stream()
                .filter(node -> leaders(org1).contains(node.id()))
                .findFirst()
                .orElseThrow();
        left.channel().leave();
        network.advance(Duration.ofSeconds(10));

        claim(left, leader);
        claim(foreign, leader);
        network.advance(Duration.ofSeconds(1));

        assertThat(leader.channel().leadership().isLeading()).isTrue();
        assertThat(leader.drops("not-in-electorate")).isEqualTo(1);
        // Such statements do not leave an organisation in the first place.
        assertThat(foreign.drops("withheld")).isEqualTo(1);
    }

    private static void claim(Node author, Node receiver) {
        Leadership claim = new Leadership(author.id(), new LogicalTime(1, 1), true);
        author.node().send("fabric", receiver.id(), Message.of(Topic.scope(TestNetwork.CHANNEL), claim));
    }

    @Test
    void nobodyStandsUnlessAskedTo() {
        Node silent = network.start(1, 0);
        Node standing = start(1, 1, ElectionConfig.DEFAULT.elected());
        Node never = start(1, 2, ElectionConfig.DEFAULT.neverLeading());
        List<Boolean> heard = new ArrayList<>();
        silent.channel().leadership().onChange(heard::add);
        network.advance(SETTLED);

        assertThat(standing.channel().leadership().isLeading()).isTrue();
        assertThat(standing.drops("not-in-electorate")).isZero();
        assertThat(silent.drops("election-off")).isPositive();
        assertThat(never.channel().leadership().isLeading()).isFalse();
        // By default every peer fetches blocks itself, as Fabric ships it.
        assertThat(silent.channel().leadership().isLeading()).isTrue();
        assertThat(heard).containsExactly(true);
        silent.channel().leadership().yieldLeadership();
        network.advance(Duration.ofSeconds(1));
        assertThat(silent.channel().leadership().isLeading()).isTrue();
        silent.node().close();
        network.advance(Duration.ofSeconds(1));
        assertThat(heard).containsExactly(true, false);
    }

    @Test
    void whoYieldsIsFollowedByAnother() {
        List<Node> org1 = electing(1, 0, 1);
        network.advance(SETTLED);
        Node leader = org1.stream()
                .filter(node -> leaders(org1).contains(node.id()))
                .findFirst()
                .orElseThrow();
        leader.channel().leadership().yieldLeadership();
        network.advance(Duration.ofSeconds(40));
        assertThat(leaders(org1)).hasSize(1).doesNotContain(leader.id());
    }
}
