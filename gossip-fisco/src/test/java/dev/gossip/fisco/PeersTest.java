package dev.gossip.fisco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.PeerAddress;
import dev.gossip.fisco.TestNetwork.Member;
import dev.gossip.fisco.peer.NodeLists;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whom a node dials, and how long it goes on. */
class PeersTest {

    private final TestNetwork network = new TestNetwork();

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void f14_aNodeThatReachesItselfDoesNotDialAgain() {
        Member a = network.start("a", "a");
        network.time.advance(Duration.ofMinutes(2));
        assertThat(a.peer.routes()).isEmpty();
        assertThat(network.drops("a", "self-connection")).isBetween(1L, 2L);
        assertThat(a.peer.addresses()).isEmpty();
    }

    @Test
    void f16_aKilledNodeIsRedialledWithinItsInterval() {
        Member a = network.start("a", "b");
        network.start("b");
        assertThat(network.within(Duration.ofSeconds(15), () -> a.peer.routes().size() == 1))
                .isTrue();
        network.stop("b");
        assertThat(network.within(Duration.ofSeconds(15), () -> a.peer.routes().isEmpty()))
                .isTrue();
        network.start("b");
        assertThat(network.within(Duration.ofSeconds(12), () -> a.peer.routes().size() == 1))
                .isTrue();
    }

    /** A restarted node counts its topics from the beginning, and is believed all the same. */
    @Test
    void f16_theLowerNumbersOfARestartedNodeAreAccepted() {
        Member a = network.start("a", "b");
        Member b = network.start("b");
        for (int i = 0; i < 5; i++) {
            b.subscribe("t" + i, "b");
        }
        network.time.advance(Duration.ofSeconds(20));
        network.stop("b");
        Member again = network.start("b");
        again.subscribe("new", "b again");
        network.time.advance(Duration.ofSeconds(30));
        assertThat(a.publish("new", "?")).isEqualTo("b again");
        assertThat(a.publish("t0", "?")).isEqualTo("NO_SUBSCRIBER");
    }

    @Test
    void f16_addressesComeAndGoWhileTheNodeRuns() {
        Member a = network.start("a");
        Member b = network.start("b");
        Member c = network.start("c");
        a.peer.addPeers(List.of(PeerAddress.of("b", 1)));
        assertThat(a.peer.addresses()).containsExactly(PeerAddress.of("b", 1));
        network.time.advance(Duration.ofSeconds(1));
        assertThat(a.peer.routes()).containsOnlyKeys(b.id);
        a.peer.replacePeers(List.of(PeerAddress.of("c", 1)));
        network.time.advance(Duration.ofSeconds(1));
        assertThat(a.peer.routes()).containsOnlyKeys(c.id);
        a.peer.replacePeers(List.of());
        network.time.advance(Duration.ofMinutes(1));
        assertThat(a.peer.routes()).isEmpty();
    }

    /** What was being dialled when its address left is not kept either. */
    @Test
    void f16_aLinkThatComesUpAfterItsAddressWasRemovedEnds() {
        Member a = network.start("a");
        network.start("b");
        Member c = network.start("c");
        a.peer.addPeers(List.of(PeerAddress.of("b", 1)));
        a.peer.replacePeers(List.of(PeerAddress.of("c", 1)));
        network.time.advance(Duration.ofMinutes(1));
        assertThat(a.peer.routes()).containsOnlyKeys(c.id);
    }

    @Test
    void f16_addressesCanBeAskedForBeforeTheNodeRuns() {
        FiscoPeer peer = FiscoPeer.create(FiscoConfig.DEFAULT)
                .p2p(EndpointConfig.named("p2p").transport("memory"));
        peer.addPeers(List.of(PeerAddress.of("b", 1)));
        assertThat(peer.addresses()).containsExactly(PeerAddress.of("b", 1));
    }

    @Test
    void f13_whoIsPutOnTheDenyListLosesItsLink() {
        NodeLists lists = NodeLists.of(Optional.empty(), List.of());
        Member a = network.start("a", Map.of(), (peer, endpoint) -> peer.p2p(endpoint, lists));
        Member b = network.start("b", "a");
        Member c = network.start("c", "a");
        network.time.advance(Duration.ofSeconds(1));
        assertThat(a.peer.routes()).containsOnlyKeys(b.id, c.id);
        assertThatThrownBy(() -> a.peer.admit(Optional.empty(), List.of("nonsense")))
                .hasMessageContaining("deny");
        a.peer.admit(Optional.empty(), List.of(b.id.hex()));
        network.time.advance(Duration.ofSeconds(1));
        assertThat(a.peer.routes()).containsOnlyKeys(c.id);
    }

    /** A call to a node that goes away does not wait for its time. */
    @Test
    void f17_callsFailWhenTheNodeIsLost() {
        Member a = network.start("a");
        network.start("b", "a");
        Member c = network.start("c", "b");
        c.mute("silent");
        network.time.advance(Duration.ofSeconds(20));
        var call = a.peer.amop().publish("silent", Bytes.utf8("?")).toCompletableFuture();
        network.time.advance(Duration.ofSeconds(1));
        assertThat(call).isNotDone();
        network.stop("b");
        network.time.advance(Duration.ofSeconds(2));
        assertThat(call).isDone();
    }
}
