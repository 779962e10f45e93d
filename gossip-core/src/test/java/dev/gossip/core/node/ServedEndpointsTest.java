package dev.gossip.core.node;

import static dev.gossip.core.node.TestNetwork.ENDPOINT;
import static dev.gossip.core.node.TestNetwork.address;
import static dev.gossip.core.node.TestNetwork.endpoint;
import static dev.gossip.core.node.TestNetwork.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Body;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Peer;
import dev.gossip.api.body.Opaque;
import dev.gossip.core.registry.Providers;
import dev.gossip.core.testprotocol.Note;
import dev.gossip.core.testprotocol.PlainProtocol;
import dev.gossip.spi.Extension;
import dev.gossip.spi.LinkListener;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CarrierKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An extension may leave alone the endpoints whose protocol has not its bodies. */
class ServedEndpointsTest {

    private final TestNetwork network = new TestNetwork();

    @AfterEach
    void close() {
        network.close();
    }

    private static EndpointConfig.Builder bare(String name, int port) {
        return EndpointConfig.named("bare")
                .protocol(new BareProtocol(new PlainProtocol()))
                .transport("memory")
                .setting("id", name)
                .listen("memory:" + port);
    }

    @Test
    void peersAreJudgedWhereTheProtocolHasTheBodiesAndLinkedElsewhere() {
        network.start(
                endpoint("other", 100),
                builder -> builder.endpoint(bare("other", 200).build()));
        Judge judge = new Judge();
        GossipNode node = network.start(
                endpoint("node", 101).seed(address(100)),
                builder -> builder.extension(judge)
                        .endpoint(bare("node", 201).seed(address(200)).build()));
        network.run(Duration.ofSeconds(10));

        assertThat(judge.endpoints).containsExactly(ENDPOINT);
        assertThat(node.peers().alive()).extracting(Peer::endpoint).containsExactly("bare");
        assertThat(judge.up)
                .as("its own endpoint has no link yet, the other one is not told")
                .isEmpty();

        judge.join(address(100));
        network.run(Duration.ofSeconds(1));
        assertThat(judge.up).containsExactly(ENDPOINT);
        assertThat(node.peers().all()).hasSize(2);
        assertThat(node.peers().alive()).as("linked and not judged yet").hasSize(1);
        judge.alive("other");
        assertThat(node.peers().alive()).hasSize(2);
    }

    @Test
    void aNodeMayHaveNoEndpointForIt() {
        network.start(bare("other", 200));
        Judge judge = new Judge();
        GossipNode node = network.start(bare("node", 201).seed(address(200)), builder -> builder.extension(judge));
        network.run(Duration.ofSeconds(10));
        assertThat(judge.endpoints).isEmpty();
        assertThat(node.peers().alive()).extracting(Peer::id).containsExactly(id("other"));
        assertThat(node.describe().extensions()).containsExactly("judge", "static-peers");
    }

    @Test
    void nodesOfOneRuntimeShareWhatWasFoundOnTheClassPath() {
        Providers found = Providers.of(network.runtime);
        network.start(endpoint("one", 100));
        network.start(endpoint("two", 101));
        assertThat(Providers.of(network.runtime)).isSameAs(found);
    }

    /** The plain protocol without notes. */
    private record BareProtocol(Protocol plain) implements Protocol {
        @Override
        public String name() {
            return "bare";
        }

        @Override
        public Optional<Carriage> carriage(CarrierKind kind) {
            return plain.carriage(kind);
        }

        @Override
        public Set<Class<? extends Body>> bodies() {
            return Set.of(Opaque.class);
        }

        @Override
        public EndpointProtocol open(EndpointContext context) {
            return plain.open(context);
        }
    }

    /** Judges peers by notes. */
    private static final class Judge implements Extension, LinkListener {
        private final List<String> endpoints = new ArrayList<>();
        private final List<String> up = new ArrayList<>();
        private NodeContext context;

        @Override
        public String name() {
            return "judge";
        }

        @Override
        public Set<Class<? extends Body>> bodies() {
            return Set.of(Note.class);
        }

        @Override
        public boolean servesEveryEndpoint() {
            return false;
        }

        @Override
        public boolean judgesPeers() {
            return true;
        }

        @Override
        public boolean joinsBySeeds() {
            return true;
        }

        @Override
        public void start(NodeContext started) {
            context = started;
            started.endpoints().forEach(endpoint -> endpoints.add(endpoint.name()));
            started.onLinks(this);
        }

        @Override
        public void linkUp(LinkPeer peer, boolean dialled) {
            up.add(peer.endpoint());
        }

        void join(dev.gossip.api.PeerAddress address) {
            context.dial(ENDPOINT, address, Optional.empty());
        }

        void alive(String name) {
            context.peerUpdates().alive(ENDPOINT, id(name), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }
}
