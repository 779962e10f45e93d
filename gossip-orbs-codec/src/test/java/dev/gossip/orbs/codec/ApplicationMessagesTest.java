package dev.gossip.orbs.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.MessageHandler;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.Alive;
import dev.gossip.orbs.codec.OrbsNetwork.Node;
import dev.gossip.spi.Extension;
import dev.gossip.spi.NodeContext;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ApplicationMessagesTest {

    private static final Topic PRICES = Topic.of("market", "prices");

    @Test
    void aPublishedMessageReachesTheTopicsSubscribers() {
        try (OrbsNetwork network = OrbsNetwork.of(3, config -> config.withApplicationService(7))) {
            List<String> heard = new ArrayList<>();
            for (Node node : network.all()) {
                node.gossip.subscribe(
                        PRICES,
                        MessageHandler.accepting(delivery -> heard.add(node.number + " of "
                                + delivery.envelope().origin().orElseThrow().hex())));
            }
            for (int i = 0; i < 2; i++) {
                CompletableFuture<Integer> queued =
                        network.node(0).gossip.publish(PRICES, Bytes.utf8("42")).toCompletableFuture();
                network.advance(OrbsNetwork.SECOND);
                assertThat(queued).isCompletedWithValue(2);
            }
            String origin = OrbsNetwork.id(0).hex();
            assertThat(heard)
                    .containsExactlyInAnyOrder("1 of " + origin, "2 of " + origin, "1 of " + origin, "2 of " + origin);
        }
    }

    @Test
    void anotherEndpointsMembershipDoesNotHideOurPeers() {
        try (OrbsNetwork network = OrbsNetwork.of(1, config -> config.withApplicationService(7))) {
            OrbsPeer peer = OrbsPeer.on(
                            EndpointConfig.named("orbs").transport("memory"),
                            OrbsConfig.of(OrbsNetwork.id(1), 42).withApplicationService(7))
                    .topology(OrbsNetwork.members(0, 1));
            GossipNode judging = peer.configure(GossipNode.builder())
                    .runtime(network.runtime)
                    .extension(new Membership())
                    .start();
            network.advance(OrbsNetwork.SECOND);
            CompletableFuture<Integer> queued =
                    judging.publish(PRICES, Bytes.utf8("42")).toCompletableFuture();
            network.advance(OrbsNetwork.SECOND);
            assertThat(queued).isCompletedWithValue(1);
            network.stop(0);
            network.advance(OrbsNetwork.SECOND);
            assertThat(judging.peers().all()).isEmpty();
            judging.close();
        }
    }

    /** Says who is alive where the protocol has member lists. */
    private static final class Membership implements Extension {

        @Override
        public String name() {
            return "membership";
        }

        @Override
        public Set<Class<? extends Body>> bodies() {
            return Set.of(Alive.class);
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
        public void start(NodeContext context) {}
    }

    @Test
    void withoutTheSettingPublishingIsRefusedAndSaysWhatToDo() {
        try (OrbsNetwork network = OrbsNetwork.of(2)) {
            CompletableFuture<Integer> refused =
                    network.node(0).gossip.publish(PRICES, Bytes.utf8("42")).toCompletableFuture();
            network.advance(OrbsNetwork.SECOND);
            assertThatThrownBy(refused::join).hasMessageContaining("application=true");
        }
    }

    @Test
    void anotherServiceNumberIsAnUnknownTopic() {
        try (OrbsNetwork network = new OrbsNetwork(1)) {
            List<OrbsNode> both = OrbsNetwork.members(0, 1);
            Node seven = network.start(0, config -> config.withApplicationService(7), both);
            Node eight = network.start(1, config -> config.withApplicationService(8), both);
            network.untilLinked();
            seven.gossip.publish(PRICES, Bytes.utf8("42"));
            network.advance(OrbsNetwork.SECOND);
            assertThat(eight.drops(OrbsDropReasons.UNKNOWN_TOPIC)).isEqualTo(1);
        }
    }

    @Test
    void answersAreRefusedBecauseLinksCarryOneWay() {
        try (OrbsNetwork network = OrbsNetwork.of(2, config -> config.withApplicationService(7))) {
            List<String> problems = new ArrayList<>();
            network.node(1).gossip.subscribe(PRICES, delivery -> {
                try {
                    delivery.reply(delivery.message().body());
                } catch (RuntimeException e) {
                    problems.add(e.getMessage());
                }
                return Verdict.ACCEPT;
            });
            network.node(0).gossip.publish(PRICES, Bytes.utf8("?"));
            network.advance(OrbsNetwork.SECOND);
            assertThat(problems).singleElement().asString().contains("no answers");
        }
    }

    /** No OrbsPeer: a protocol like any other, by its name and settings. */
    @Test
    void settingsAndSeedsMakeANodeToo() {
        VirtualTime time = new VirtualTime();
        VirtualRuntime runtime = new VirtualRuntime(time, 3);
        List<String> heard = new ArrayList<>();
        GossipNode one = plain("0a", 1, 2).runtimeAndStart(runtime);
        GossipNode two = plain("0b", 2, 1).runtimeAndStart(runtime);
        two.subscribe(
                PRICES,
                MessageHandler.accepting(delivery ->
                        heard.add(delivery.envelope().origin().orElseThrow().hex())));
        assertThat(time.advanceUntil(() -> one.describe().endpoints().get(0).links() == 1, Duration.ofMinutes(1)))
                .isTrue();
        one.publish(PRICES, Bytes.utf8("42"));
        time.advance(OrbsNetwork.SECOND);
        assertThat(heard).containsExactly("0a");
        one.close();
        two.close();
        runtime.close();
    }

    private record Plain(EndpointConfig endpoint) {
        GossipNode runtimeAndStart(VirtualRuntime runtime) {
            return GossipNode.builder()
                    .runtime(runtime)
                    .endpoint(endpoint)
                    .router("direct")
                    .start();
        }
    }

    private static Plain plain(String id, int port, int seed) {
        return new Plain(EndpointConfig.named("orbs")
                .protocol("orbs")
                .transport("memory")
                .listen("host:" + port)
                .seed(PeerAddress.of("host", seed))
                .setting("nodeId", id)
                .setting("virtualChain", "42")
                .setting("application", "true")
                .build());
    }
}
