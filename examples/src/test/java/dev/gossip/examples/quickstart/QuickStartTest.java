package dev.gossip.examples.quickstart;

import static dev.gossip.examples.quickstart.Network.NEWS;
import static dev.gossip.examples.quickstart.Network.awaitPeers;
import static dev.gossip.examples.quickstart.Network.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Assurance;
import dev.gossip.api.Delivery;
import dev.gossip.api.GossipNode;
import dev.gossip.api.MessageKind;
import dev.gossip.api.Peer;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.spi.Scope;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One class, every protocol: only the word changes. */
@Timeout(120)
class QuickStartTest {

    private static final Topic PRICES = Topic.of("market", "prices");

    /** Every protocol over every transport that it can ride on. */
    static Stream<Arguments> carriers() {
        return Stream.concat(
                Stream.of("fabric", "fisco", "orbs", "chronos")
                        .flatMap(protocol -> Stream.of("netty", "nio").map(name -> Arguments.of(protocol, name))),
                Stream.of(Arguments.of("fabric", "grpc")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fabric", "fisco", "orbs", "chronos"})
    void theSubscriberGetsWhatWasPublished(String protocol) throws Exception {
        assertThat(QuickStart.run(protocol)).isEqualTo("hello, gossip");
    }

    @Test
    void anotherWordIsAnErrorThatNamesTheFour() {
        assertThatThrownBy(() -> QuickStart.run("fabrik"))
                .hasMessageContaining("no protocol called 'fabrik'")
                .hasMessageContainingAll("fabric (", "fisco (", "orbs (", "chronos (");
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void bothNodesHearEachOtherInTheSameShape(String protocol, String transport) throws Exception {
        try (Network network = new Network(protocol, transport)) {
            GossipNode alice = network.start();
            GossipNode bob = network.start(alice);
            network.subscribe(NEWS, alice, bob);
            awaitPeers(alice, 1);
            awaitPeers(bob, 1);

            assertThat(publish(alice, NEWS, "from alice")).isEqualTo(1);
            assertSaid(network.next(bob), NEWS, "from alice");
            assertThat(publish(bob, NEWS, "from bob")).isEqualTo(1);
            assertSaid(network.next(alice), NEWS, "from bob");
        }
    }

    private static void assertSaid(Delivery delivery, Topic topic, String text) {
        assertThat(delivery.message().topic()).isEqualTo(topic);
        assertThat(delivery.message().kind()).isEqualTo(MessageKind.ONE_WAY);
        assertThat(((Opaque) delivery.message().body()).joined().utf8()).isEqualTo(text);
        assertThat(delivery.envelope().origin()).isPresent();
    }

    /** Carol knows nobody but Alice. Where messages travel on, Bob hears her too. */
    @ParameterizedTest
    @CsvSource({"fabric, true", "fisco, false", "orbs, false", "chronos, true"})
    void aThirdNodeJoinsBySeedOnly(String protocol, boolean reachesNeighboursOfNeighbours) throws Exception {
        try (Network network = new Network(protocol, "netty")) {
            GossipNode alice = network.start();
            GossipNode bob = network.start(alice);
            GossipNode carol = network.start(alice);
            network.subscribe(NEWS, alice, bob, carol);
            awaitPeers(alice, 2);
            awaitPeers(bob, 1);
            awaitPeers(carol, protocol.equals("fabric") ? 2 : 1);

            publish(carol, NEWS, "from carol");
            assertSaid(network.next(alice), NEWS, "from carol");
            if (reachesNeighboursOfNeighbours) {
                assertSaid(network.next(bob), NEWS, "from carol");
            }
            assertThat(publish(alice, NEWS, "from alice")).isEqualTo(2);
            assertSaid(network.next(bob), NEWS, "from alice");
            assertSaid(network.next(carol), NEWS, "from alice");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fabric", "orbs", "chronos"})
    void aScopeTravelsWithItsTopic(String protocol) throws Exception {
        try (Network network = new Network(protocol, "netty")) {
            GossipNode alice = network.start();
            GossipNode bob = network.start(alice);
            for (GossipNode node : new GossipNode[] {alice, bob}) {
                node.join(new Scope("market", Set.of()));
            }
            network.subscribe(Topic.named("prices"), bob);
            network.subscribe(PRICES, bob);
            awaitPeers(alice, 1);

            assertThat(publish(alice, PRICES, "42")).isEqualTo(1);
            assertSaid(network.next(bob), PRICES, "42");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "3"})
    void fiscoHasNoScopesAndSaysSo(String generation) throws Exception {
        try (Network network = new Network("fisco", "netty")) {
            GossipNode alice = network.start(endpoint -> endpoint.setting("generation", generation));
            assertThatThrownBy(() -> publish(alice, PRICES, "42"))
                    .hasMessageContaining("belong to no group")
                    .hasMessageContaining("Topic.named");
        }
    }

    /** Ids come from keys, so that both ends know them; Chronos has none and calls a peer by where it was dialled. */
    @ParameterizedTest
    @CsvSource({"fabric, AUTHENTICATED", "fisco, AUTHENTICATED", "orbs, AUTHENTICATED", "chronos, UNKNOWN"})
    void peersAreKnownByTheirKeys(String protocol, Assurance assurance) throws Exception {
        try (Network network = new Network(protocol, "netty")) {
            GossipNode alice = network.start();
            GossipNode bob = network.start(alice);
            network.subscribe(NEWS, bob);
            awaitPeers(alice, 1);
            publish(alice, NEWS, "who is it?");
            Delivery delivery = network.next(bob);
            assertThat(delivery.from().assurance()).isEqualTo(assurance);
            assertThat(delivery.envelope().origin()).contains(alice.id("main"));
            if (assurance == Assurance.AUTHENTICATED) {
                assertThat(delivery.from().id()).contains(alice.id("main"));
                assertThat(alice.peers().alive()).extracting(Peer::id).containsExactly(bob.id("main"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fabric", "orbs", "chronos"})
    void whoDidNotAskForApplicationMessagesCannotPublishThem(String protocol) throws Exception {
        try (Network network = new Network(protocol, "netty")) {
            GossipNode alice = network.startWithoutApplicationMessages();
            assertThatThrownBy(() -> publish(alice, NEWS, "hello")).hasMessageContaining("application=true");
        }
    }

    /** Fisco's own topic messages are what carries them, so there is nothing to ask for. */
    @ParameterizedTest
    @ValueSource(strings = {"2", "3"})
    void onFiscoNobodyHasToAsk(String generation) throws Exception {
        try (Network network = new Network("fisco", "netty")) {
            GossipNode alice = network.start(
                    endpoint -> endpoint.setting("application", "false").setting("generation", generation));
            GossipNode bob = network.start(
                    endpoint -> endpoint.setting("application", "false").setting("generation", generation), alice);
            network.subscribe(NEWS, bob);
            awaitPeers(alice, 1);
            assertThat(publish(alice, NEWS, "hello")).isEqualTo(1);
            assertSaid(network.next(bob), NEWS, "hello");
        }
    }

    /** Peers that are known and do not take application messages make publishing fail. */
    @ParameterizedTest
    @ValueSource(strings = {"fabric", "chronos"})
    void aNetworkOfForeignPeersRefuses(String protocol) throws Exception {
        try (Network network = new Network(protocol, "netty")) {
            GossipNode foreign = network.startWithoutApplicationMessages();
            GossipNode bob = network.start(foreign);
            awaitPeers(bob, 1);
            assertThatThrownBy(() -> publish(bob, NEWS, "hello"))
                    .hasMessageContaining("lets none of the known peers have")
                    .hasMessageContaining("application=true");
        }
    }

    /** Links of Orbs say nothing back, so only the receiver knows; it counts what it does not take. */
    @ParameterizedTest
    @ValueSource(strings = "orbs")
    void whatAnOrbsNodeDoesNotTakeItCounts(String protocol) throws Exception {
        try (Network network = new Network(protocol, "netty")) {
            GossipNode foreign = network.startWithoutApplicationMessages();
            GossipNode bob = network.start(foreign);
            awaitPeers(bob, 1);
            assertThat(publish(bob, NEWS, "hello")).isEqualTo(1);
            while (foreign.describe().drops().getOrDefault("unknown-topic", 0L) < 2) {
                Thread.onSpinWait(); // the introduction and the message; the timeout of the class ends a failure
            }
        }
    }

    /** Who does not ask for messages is not dialled back, and so is nobody's peer. */
    @ParameterizedTest
    @ValueSource(strings = {"orbs", "chronos"})
    void whoDoesNotAskIsNotDialledBack(String protocol) throws Exception {
        try (Network network = new Network(protocol, "netty")) {
            GossipNode alice = network.start();
            GossipNode quiet = network.startWithoutApplicationMessages(alice);
            awaitPeers(quiet, 1);
            assertThat(alice.peers().alive()).isEmpty();
            assertThat(publish(alice, NEWS, "hello")).isZero();
        }
    }
}
