package dev.gossip.examples.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.amop.AmopHandler;
import dev.gossip.amop.AmopResult;
import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNode;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.examples.bridge.Heard.Speaker;
import dev.gossip.fisco.FiscoConfig;
import dev.gossip.fisco.FiscoPeer;
import dev.gossip.orbs.codec.OrbsConfig;
import dev.gossip.orbs.codec.OrbsPeer;
import dev.gossip.orbs.codec.OrbsTopic;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the ports tell of who speaks, and what they refuse. */
class PortsTest {

    private static final Duration SECONDS = Duration.ofSeconds(30);

    private final VirtualTime time = new VirtualTime();
    private final VirtualRuntime runtime = new VirtualRuntime(time, 3);
    private final DevelopmentCa ca = DevelopmentCa.create("agency", time);
    private final FiscoPeer here = FiscoPeer.create(FiscoConfig.DEFAULT);
    private final FiscoPeer there = FiscoPeer.create(FiscoConfig.DEFAULT);
    private final GossipNode hereNode = start(here, "here");
    private final GossipNode thereNode = start(there, "there", "here");
    private final Ear ear = new Ear();
    private final AmopPort port = AmopPort.of(here.amop(), "orders", 1 << 20);

    private GossipNode start(FiscoPeer peer, String name, String... others) {
        EndpointConfig.Builder endpoint = EndpointConfig.named("p2p")
                .transport("memory")
                .listen(name + ":1")
                .setting("allowPlaintext", "true")
                .setting("generation", "3")
                .identity(ca.issue(NodeSpec.peer(name)).localIdentity());
        for (String other : others) {
            endpoint.seed(PeerAddress.of(other, 1));
        }
        return peer.p2p(endpoint)
                .configure(GossipNode.builder())
                .runtime(runtime)
                .start();
    }

    @AfterEach
    void close() {
        port.close();
        thereNode.close();
        hereNode.close();
        runtime.close();
    }

    @Test
    void amopTellsOurselvesOurClientsAndOtherNodesApart() {
        port.open(ear);
        here.amop().subscribe("orders", AmopHandler.of(delivery -> Bytes.empty()));
        time.advance(SECONDS);
        CompletableFuture<Integer> handed = port.say(Bytes.utf8("ours")).toCompletableFuture();
        here.amop().multicast("orders", Bytes.utf8("a client's"));
        there.amop().multicast("orders", Bytes.utf8("another node's"));
        time.advance(SECONDS);

        assertThat(handed).isCompletedWithValue(1);
        assertThat(ear.heard)
                .containsExactlyInAnyOrder(
                        new Heard(Bytes.utf8("ours"), Speaker.OURSELVES, Optional.empty()),
                        new Heard(Bytes.utf8("a client's"), Speaker.OUR_CLIENT, Optional.empty()),
                        new Heard(Bytes.utf8("another node's"), Speaker.NODE, Optional.of(thereNode.id("p2p"))));
    }

    @Test
    void amopWithoutAnotherSubscriberHasNoReceiver() {
        port.open(ear);
        time.advance(SECONDS);
        CompletableFuture<Integer> handed = port.say(Bytes.utf8("alone")).toCompletableFuture();
        time.advance(SECONDS);

        assertThat(handed).isCompletedWithValue(0);
    }

    @Test
    void aUnicastIsLeftToSubscribersThatCanReply() {
        port.open(ear);
        time.advance(SECONDS);
        CompletableFuture<AmopResult> alone =
                there.amop().publish("orders", Bytes.utf8("?")).toCompletableFuture();
        time.advance(Duration.ofMinutes(2));
        assertThat(alone).isCompletedWithValueMatching(result -> !result.isAnswered());
        here.amop().subscribe("orders", AmopHandler.of(delivery -> Bytes.utf8("!")));
        time.advance(SECONDS);
        for (int i = 0; i < 20; i++) {
            CompletableFuture<AmopResult> answer =
                    there.amop().publish("orders", Bytes.utf8("?")).toCompletableFuture();
            time.advance(SECONDS);
            assertThat(answer).isCompletedWithValueMatching(AmopResult::isAnswered);
        }

        assertThat(ear.heard).isEmpty();
        assertThat(ear.dropped).isNotEmpty().containsOnly(BridgeReasons.REPLY_EXPECTED);
    }

    @Test
    void topicsThatASystemCannotHaveAreRefusedBeforeAnythingIsRelayed() {
        AmopPort tooLong = AmopPort.of(here.amop(), "x".repeat(255), 1 << 20);
        Bridge bridge = Bridge.builder(runtime)
                .route("long", tooLong, new Hall("red", runtime).door("a"))
                .build();
        CompletableFuture<Bridge> started = bridge.start().toCompletableFuture();
        time.advance(SECONDS);

        assertThat(started)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("AMOP refuses the topic")
                .withMessageContaining("1 to 254 bytes");
        OrbsPeer orbs = OrbsPeer.on(EndpointConfig.named("orbs"), OrbsConfig.of(new NodeId(Bytes.utf8("node")), 42));
        assertThatThrownBy(() -> OrbsPort.of(orbs, OrbsTopic.TRANSACTION_RELAY, 9, 1))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("type 9");
    }

    @Test
    void aPortThatIsNotOpenSaysNothing() {
        assertThat(port.say(Bytes.utf8("early"))).isCompletedExceptionally();
    }

    private static final class Ear implements BridgePort.Listener {

        final List<Heard> heard = new ArrayList<>();
        final List<DropReason> dropped = new ArrayList<>();

        @Override
        public void accept(Heard said) {
            heard.add(said);
        }

        @Override
        public void dropped(DropReason reason) {
            dropped.add(reason);
        }
    }
}
