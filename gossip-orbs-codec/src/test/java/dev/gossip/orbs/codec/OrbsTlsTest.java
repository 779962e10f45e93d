package dev.gossip.orbs.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Assurance;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Recipients;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.NodeEvent;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.IssuedNode;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Identities by pinned keys. Every node has a certificate of an authority of its own, which nobody else knows. */
@Timeout(180)
class OrbsTlsTest {

    private static final VirtualTime CLOCK = new VirtualTime();

    /** A key with the TLS context that presents it. */
    private record Key(IssuedNode issued, TlsContext tls) {

        static Key create(String name) {
            DevelopmentCa ca = DevelopmentCa.create(name, CLOCK);
            IssuedNode issued = ca.issue(NodeSpec.peer(name).ip("127.0.0.1"));
            return new Key(
                    issued,
                    JdkTlsContext.builder(issued.tls(ca.certificate()), CLOCK).build());
        }

        OrbsNode pinning(OrbsNode node) {
            return node.pinned(OrbsNode.pinOf(issued.certificate()));
        }

        SocketNode node(int number) {
            return new SocketNode(number, OrbsConfig::withMutualTls, Optional.of(tls));
        }
    }

    private static final Key ZERO = Key.create("zero");
    private static final Key ONE = Key.create("one");
    private static final Key STRANGER = Key.create("stranger");

    private static List<OrbsNode> network(SocketNode zero, SocketNode one) {
        return List.of(ZERO.pinning(zero.member(0)), ONE.pinning(one.member(1)));
    }

    private static void untilEvent(SocketNode node, Predicate<NodeEvent> wanted) throws InterruptedException {
        NodeEvent event;
        do {
            event = node.events.poll(30, TimeUnit.SECONDS);
            assertThat(event).as("the event awaited").isNotNull();
        } while (!wanted.test(event));
    }

    @Test
    void pinnedKeysProveWhoHandsOver() throws Exception {
        try (SocketNode zero = ZERO.node(0);
                SocketNode one = ONE.node(1)) {
            zero.peer.topology(network(zero, one));
            one.peer.topology(network(zero, one));
            zero.untilLinked(1);
            one.untilLinked(1);
            List<OrbsMessage> messages = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                zero.peer.send(OrbsTopic.LEAN_HELIX, 0, Recipients.ALL, List.of());
                messages.add(one.received.poll(30, TimeUnit.SECONDS));
            }
            assertThat(messages).doesNotContainNull().allSatisfy(message -> {
                assertThat(message.from().assurance()).isEqualTo(Assurance.AUTHENTICATED);
                assertThat(message.from().id()).contains(OrbsNetwork.id(0));
            });
            assertThat(one.gossip.describe().endpoints().get(0).links())
                    .as("one link to send on, the other one is the peer's")
                    .isEqualTo(1);
        }
    }

    @Test
    void o35_plainClientsAreRefused() throws Exception {
        try (SocketNode zero = ZERO.node(0);
                SocketNode one = ONE.node(1)) {
            zero.peer.topology(network(zero, one));
            try (RawSocket plain = new RawSocket(zero.address())) {
                plain.write("02000000 06000000 0801102a2801 0000 05000000 68656c6c6f 000000".repeat(10));
                plain.untilEnded();
            }
            zero.until(
                    "the plain client is counted",
                    () -> zero.gossip.describe().drops().equals(Map.of(DropReason.HANDSHAKE_FAILED.code(), 1L)));
            assertThat(zero.received).isEmpty();
        }
    }

    @Test
    void o35_unknownKeysAreRefusedOnBothSides() throws Exception {
        try (SocketNode zero = ZERO.node(0);
                SocketNode stranger = STRANGER.node(1)) {
            zero.peer.topology(network(zero, stranger));
            untilEvent(zero, NodeEvent.DialFailed.class::isInstance);
            assertThat(zero.nextDrop()).isEqualTo(DropReason.UNTRUSTED_IDENTITY);
            zero.peer.topology(List.of(ZERO.pinning(zero.member(0))));
            zero.dropped.clear();
            stranger.peer.topology(List.of(ZERO.pinning(zero.member(0)), STRANGER.pinning(stranger.member(1))));
            untilEvent(stranger, event -> event instanceof NodeEvent.DialFailed || event instanceof NodeEvent.LinkDown);
            assertThat(zero.nextDrop()).isEqualTo(DropReason.UNTRUSTED_IDENTITY);
            assertThat(zero.gossip.describe().endpoints().get(0).links()).isZero();
            assertThat(zero.received).isEmpty();
        }
    }

    @Test
    void o35_anotherNodesKeyIsRefused() throws Exception {
        try (SocketNode zero = ZERO.node(0);
                SocketNode one = ONE.node(1)) {
            OrbsNode swapped = STRANGER.pinning(one.member(1));
            OrbsNode elsewhere = OrbsNode.of(OrbsNetwork.id(2), one.address());
            zero.peer.topology(List.of(ZERO.pinning(zero.member(0)), swapped, ONE.pinning(elsewhere)));
            one.peer.topology(network(zero, one));
            untilEvent(
                    zero,
                    event -> event instanceof NodeEvent.LinkRefused refused
                            && refused.reason().equals(DropReason.WRONG_PEER));
        }
    }

    @Test
    void o30_whoLeavesTheTopologyIsCutAndNotAdmittedAgain() throws Exception {
        try (SocketNode zero = ZERO.node(0);
                SocketNode one = ONE.node(1)) {
            zero.peer.topology(network(zero, one));
            one.peer.topology(network(zero, one));
            zero.untilLinked(1);
            one.untilLinked(1);
            one.peer.send(OrbsTopic.LEAN_HELIX, 0, Recipients.ALL, List.of());
            assertThat(zero.next()).isEmpty();
            zero.peer.topology(List.of(ZERO.pinning(zero.member(0))));
            untilEvent(
                    zero,
                    event -> event instanceof NodeEvent.LinkRefused refused
                            && refused.reason().equals(OrbsDropReasons.OUTSIDE_TOPOLOGY));
            untilEvent(one, NodeEvent.LinkDown.class::isInstance);
            untilEvent(one, event -> event instanceof NodeEvent.DialFailed || event instanceof NodeEvent.LinkDown);
            assertThat(zero.received).isEmpty();
        }
    }

    @Test
    void o30_theAllowListCutsHostsThatLeft() {
        try (OrbsNetwork network = new OrbsNetwork(2)) {
            List<OrbsNode> withDialler = new ArrayList<>(OrbsNetwork.members(0));
            withDialler.add(OrbsNode.of(OrbsNetwork.id(1), PeerAddress.of("dialler", 1)));
            OrbsNetwork.Node node = network.start(0, OrbsConfig::withAllowList, withDialler);
            RawEnd first = RawEnd.dialling(network, 0);
            RawEnd second = RawEnd.dialling(network, 0);
            RawEnd third = RawEnd.dialling(network, 0);
            network.advance(OrbsNetwork.SECOND.multipliedBy(2));
            assertThat(first.closed)
                    .as("the oldest of three connections of one node")
                    .hasSize(1);
            node.peer.topology(OrbsNetwork.members(0));
            network.advance(OrbsNetwork.SECOND.multipliedBy(2));
            assertThat(second.closed).hasSize(1);
            assertThat(third.closed).hasSize(1);
            RawEnd refused = RawEnd.dialling(network, 0);
            network.advance(OrbsNetwork.SECOND);
            assertThat(refused.closed).hasSize(1);
            assertThat(node.drops(OrbsDropReasons.OUTSIDE_TOPOLOGY)).isEqualTo(3);
        }
    }

    @Test
    void mutualTlsNeedsTls() {
        OrbsConfig config = OrbsConfig.of(OrbsNetwork.id(0), 42).withMutualTls();
        assertThatThrownBy(() -> OrbsPeer.on(EndpointConfig.named("orbs"), config))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("tls(...)");
    }
}
