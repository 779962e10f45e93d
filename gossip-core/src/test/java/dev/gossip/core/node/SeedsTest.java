package dev.gossip.core.node;

import static dev.gossip.core.node.TestNetwork.address;
import static dev.gossip.core.node.TestNetwork.endpoint;
import static dev.gossip.core.node.TestNetwork.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.Peer;
import dev.gossip.core.testprotocol.PlainProtocol;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedsTest {

    private final TestNetwork network = new TestNetwork();

    @AfterEach
    void close() {
        network.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 200})
    void twoSeedsThatLeadToOnePeerAreBothKept(int returning) {
        GossipNode seed = network.start(endpoint("seed", 100).listen("memory:200"));
        GossipNode node = network.start(endpoint("node", 101).seed(address(100)).seed(address(200)));
        network.run(Duration.ofSeconds(10));
        assertThat(node.peers().alive()).extracting(Peer::id).containsExactly(id("seed"));

        seed.close();
        network.run(Duration.ofMinutes(1));
        network.start(endpoint("seed", returning));
        network.run(Duration.ofMinutes(2));

        assertThat(node.peers().alive()).extracting(Peer::id).containsExactly(id("seed"));
    }

    @Test
    void onePeerOnTwoEndpointsIsKeptOnBoth() {
        EndpointConfig.Builder second = second("node").seed(address(200));
        GossipNode seed = network.start(
                endpoint("seed", 100),
                builder -> builder.endpoint(second("seed").listen("memory:200").build()));
        GossipNode node =
                network.start(endpoint("node", 101).seed(address(100)), builder -> builder.endpoint(second.build()));
        network.run(Duration.ofSeconds(10));
        assertThat(node.peers().alive()).hasSize(2);

        seed.close();
        network.run(Duration.ofMinutes(1));
        assertThat(node.peers().alive()).isEmpty();
        network.start(
                endpoint("seed", 100),
                builder -> builder.endpoint(second("seed").listen("memory:200").build()));
        network.run(Duration.ofMinutes(2));
        assertThat(node.peers().alive()).hasSize(2);
    }

    private static EndpointConfig.Builder second(String name) {
        return EndpointConfig.named("second")
                .protocol(new PlainProtocol())
                .transport("memory")
                .setting("id", name);
    }
}
