package dev.gossip.core.node;

import static dev.gossip.core.node.TestNetwork.address;
import static dev.gossip.core.node.TestNetwork.endpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipNodeBuilder;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.MessageHandler;
import dev.gossip.api.Peer;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.Announce;
import dev.gossip.api.body.Opaque;
import dev.gossip.core.testprotocol.PlainProtocol;
import dev.gossip.spi.Extension;
import dev.gossip.spi.LinkListener;
import dev.gossip.spi.NodeContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Extensions that live on some endpoints of a node only. */
class PlacementTest {

    private static final Topic NEWS = Topic.named("news");
    private static final Duration SECONDS = Duration.ofSeconds(5);

    private final TestNetwork network = new TestNetwork();

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void eachExtensionHearsItsOwnEndpointAndTheApplicationAll() {
        Ear left = new Ear("left-ear", false);
        Ear right = new Ear("right-ear", false);
        List<String> application = new ArrayList<>();
        GossipNode node =
                three(builder -> builder.extension(left, Set.of("left")).extension(right, Set.of("right")));
        node.subscribe(
                NEWS,
                MessageHandler.accepting(delivery -> application.add(
                        ((Opaque) delivery.message().body()).joined().utf8())));
        neighbour("l", 110, 100).publish(NEWS, Bytes.utf8("to the left"));
        neighbour("m", 111, 101).publish(NEWS, Bytes.utf8("to the middle"));
        neighbour("r", 112, 102).publish(NEWS, Bytes.utf8("to the right"));
        network.run(SECONDS);

        assertThat(left.heard).containsExactly("up left", "to the left");
        assertThat(right.heard).containsExactly("up right", "to the right");
        assertThat(application).containsExactly("to the left", "to the middle", "to the right");
        assertThat(left.endpoints).containsExactly("left");
    }

    @Test
    void theNodeKeepsLinksToTheSeedsThatNoExtensionDials() {
        neighbour("l", 110);
        neighbour("r", 112);
        GossipNode node = GossipNode.builder()
                .runtime(network.runtime)
                .endpoint(at("left", 100).seed(address(110)).build())
                .endpoint(at("right", 102).seed(address(112)).build())
                .extension(new Ear("joining", true), Set.of("left"))
                .start();
        network.run(SECONDS);

        assertThat(node.peers().alive()).extracting(Peer::endpoint).containsExactly("right");
    }

    @Test
    void twoExtensionsForOneBodyOnOneEndpointAreRefused() {
        assertThatThrownBy(() -> three(builder -> builder.extension(new Ear("one", false), Set.of("left", "right"))
                        .extension(new Ear("two", false), Set.of("right"))))
                .hasMessageContaining("two extensions handle Opaque on endpoint 'right'");
    }

    @Test
    void anExtensionNeedsItsBodiesOnlyWhereItLivesAndAPlaceThatExists() {
        Extension needy = new Ear("needy", false) {
            @Override
            public Set<Class<? extends Body>> bodies() {
                return Set.of(Announce.class);
            }
        };
        assertThatThrownBy(() -> three(builder -> builder.extension(needy, Set.of("left"))))
                .hasMessageContaining("needs Announce")
                .hasMessageContaining("'left'");
        assertThatThrownBy(() -> three(builder -> builder.extension(needy, Set.of("lefft"))))
                .hasMessageContaining("'needy'")
                .hasMessageContaining("lefft")
                .hasMessageContaining("left, middle, right");
        assertThatThrownBy(() -> three(builder -> builder.extension(needy, Set.of())))
                .hasMessageContaining("'needy'");
    }

    private GossipNode three(UnaryOperator<GossipNodeBuilder> more) {
        return more.apply(GossipNode.builder()
                        .runtime(network.runtime)
                        .router("flood")
                        .endpoint(at("left", 100).build())
                        .endpoint(at("middle", 101).build())
                        .endpoint(at("right", 102).build()))
                .start();
    }

    private static EndpointConfig.Builder at(String name, int port) {
        return EndpointConfig.named(name)
                .protocol(new PlainProtocol())
                .transport("memory")
                .setting("id", name)
                .listen("memory:" + port);
    }

    private GossipNode neighbour(String name, int port, int... seeds) {
        EndpointConfig.Builder endpoint = endpoint(name, port);
        for (int seed : seeds) {
            endpoint.seed(address(seed));
        }
        GossipNode node = network.start(endpoint);
        network.run(SECONDS);
        return node;
    }

    /** Takes application messages, and notes what it hears. */
    private static class Ear implements Extension {

        final List<String> heard = new ArrayList<>();
        final List<String> endpoints = new ArrayList<>();
        private final String name;
        private final boolean joins;

        Ear(String name, boolean joins) {
            this.name = name;
            this.joins = joins;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Set<Class<? extends Body>> bodies() {
            return Set.of(Opaque.class);
        }

        @Override
        public boolean joinsBySeeds() {
            return joins;
        }

        @Override
        public void start(NodeContext context) {
            context.endpoints().forEach(endpoint -> endpoints.add(endpoint.name()));
            context.onLinks(new LinkListener() {
                @Override
                public void linkUp(LinkPeer peer, boolean dialled) {
                    heard.add("up " + peer.endpoint());
                }
            });
            context.onBody(Opaque.class, (delivery, body) -> {
                heard.add(body.joined().utf8());
                return CompletableFuture.completedFuture(Verdict.ACCEPT);
            });
        }
    }
}
