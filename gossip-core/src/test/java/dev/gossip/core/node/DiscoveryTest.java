package dev.gossip.core.node;

import static dev.gossip.core.node.TestNetwork.address;
import static dev.gossip.core.node.TestNetwork.endpoint;
import static dev.gossip.core.node.TestNetwork.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Choice;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNode;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SeedQuery;
import dev.gossip.spi.Discovery;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

    private final TestNetwork network = new TestNetwork();
    private final Listed listed = new Listed();
    private final SeedQuery query = new SeedQuery(Choice.of(listed), "everybody", Duration.ofSeconds(30));

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void peersThatADiscoveryFindsLaterAreJoined() {
        network.start(endpoint("first", 100));
        GossipNode node = network.start(endpoint("node", 101).discover(query));
        network.run(Duration.ofSeconds(10));
        assertThat(node.peers().alive()).isEmpty();

        listed.addresses = List.of(address(100));
        network.run(Duration.ofSeconds(60));

        assertThat(node.peers().alive()).extracting(Peer::id).containsExactly(id("first"));
    }

    @Test
    void anAddressOfOurOwnIsLeftOut() {
        listed.addresses = List.of(address(101), address(100));
        network.start(endpoint("first", 100));
        GossipNode node = network.start(endpoint("node", 101).discover(query));
        network.run(Duration.ofMinutes(2));

        assertThat(node.peers().alive()).extracting(Peer::id).containsExactly(id("first"));
        assertThat(node.describe().drops()).isEmpty();
    }

    @Test
    void aFailureKeepsWhatWasFoundAndIsAskedAgainSooner() {
        listed.addresses = List.of(address(100));
        GossipNode first = network.start(endpoint("first", 100));
        GossipNode node = network.start(endpoint("node", 101).discover(query));
        network.run(Duration.ofSeconds(10));
        listed.broken = true;
        network.run(Duration.ofMinutes(1));
        first.close();
        network.run(Duration.ofMinutes(1));
        int asked = listed.asked;
        network.start(endpoint("first", 100));
        network.run(Duration.ofMinutes(2));

        assertThat(node.peers().alive()).extracting(Peer::id).containsExactly(id("first"));
        assertThat(listed.asked - asked).as("questions in two minutes").isBetween(3, 6);
    }

    @Test
    void aSeedThatIsNoLongerFoundIsNotRedialled() {
        listed.addresses = List.of(address(100));
        GossipNode first = network.start(endpoint("first", 100));
        GossipNode node = network.start(endpoint("node", 101).discover(query));
        network.run(Duration.ofSeconds(10));
        listed.addresses = List.of();
        network.run(Duration.ofMinutes(1));
        assertThat(node.peers().alive()).as("a link that is up stays").hasSize(1);

        first.close();
        network.run(Duration.ofMinutes(1));
        network.start(endpoint("first", 100));
        network.run(Duration.ofMinutes(2));
        assertThat(node.peers().alive()).isEmpty();
    }

    @Test
    void aMalformedQueryIsGivenUp() {
        listed.malformed = true;
        network.start(endpoint("node", 101).discover(query));
        network.run(Duration.ofMinutes(10));
        assertThat(listed.asked).isEqualTo(1);
    }

    @Test
    void anEndlessAnswerIsCut() {
        List<PeerAddress> many = new ArrayList<>();
        for (int port = 1; port <= 1000; port++) {
            many.add(address(10_000 + port));
        }
        many.set(0, address(100));
        listed.addresses = many;
        network.start(endpoint("first", 100));
        GossipNode node = network.start(endpoint("node", 101).discover(query));
        network.run(Duration.ofSeconds(30));
        assertThat(node.peers().alive()).extracting(Peer::id).containsExactly(id("first"));
    }

    @Test
    void anUnknownDiscoveryFailsTheBuildAndNamesThoseThatExist() {
        assertThatThrownBy(() -> network.start(endpoint("node", 101).discover("dnss", "x:1")))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("no discovery called 'dnss'")
                .hasMessageContaining("dns");
    }

    /** Answers what the test says. */
    private static final class Listed implements Discovery {

        private List<PeerAddress> addresses = List.of();
        private boolean broken;
        private boolean malformed;
        private int asked;

        @Override
        public String name() {
            return "listed";
        }

        @Override
        public List<PeerAddress> find(String query) throws IOException {
            asked++;
            if (malformed) {
                throw new IllegalArgumentException("'" + query + "' is no query; write a list");
            }
            if (broken) {
                throw new IOException("nobody answers '" + query + "'");
            }
            return addresses;
        }
    }
}
