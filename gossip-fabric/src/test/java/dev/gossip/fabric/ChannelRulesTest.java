package dev.gossip.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.Peer.ChannelState;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.PeerView;
import dev.gossip.core.InMemoryOrderedStore;
import dev.gossip.fabric.block.OrdererSigners;
import dev.gossip.spi.NodeContext;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChannelRulesTest {

    private static final PeerAddress SOMEWHERE = PeerAddress.of("somewhere", 7051);
    private static final ChannelState THERE = new ChannelState(5, false);
    private static final ChannelState GONE = new ChannelState(5, true);

    private final List<Peer> known = new ArrayList<>();
    private final PeerFacts facts = new PeerFacts("fabric", "Org1MSP");
    private final ChannelRules rules = new ChannelRules(
            facts,
            FabricChannelConfig.named("ch1")
                    .organisations("Org1MSP", "Org2MSP")
                    .store(new InMemoryOrderedStore())
                    .orderers(OrdererSigners.certificates("OrdererMSP", List.of(Resources.certificate("orderer.pem"))))
                    .build());

    ChannelRulesTest() {
        facts.started((NodeContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {NodeContext.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("peers");
                    return view();
                }));
    }

    @Test
    void memberOrganisationsTakePartAndOthersDoNot() {
        assertThat(rules.participates(link(peer(1, "Org1MSP", Map.of())))).isTrue();
        assertThat(rules.participates(link(peer(2, "Org2MSP", Map.of())))).isTrue();
        assertThat(rules.participates(link(peer(3, "Org3MSP", Map.of())))).isFalse();
    }

    @Test
    void blocksArePulledFromEligibleNodesOfOurOrganisation() {
        assertThat(rules.pullsFrom(peer(1, "Org1MSP", Map.of("ch1", THERE)))).isTrue();
        assertThat(rules.pullsFrom(peer(2, "Org1MSP", Map.of("ch1", GONE)))).isFalse();
        assertThat(rules.pullsFrom(peer(3, "Org1MSP", Map.of("ch2", THERE)))).isFalse();
        assertThat(rules.pullsFrom(peer(4, "Org2MSP", Map.of("ch1", THERE)))).isFalse();
    }

    @Test
    void pullsAreServedToOurOrganisationIfWeHoldTheirState() {
        assertThat(rules.servesPull(link(peer(1, "Org1MSP", Map.of("ch1", THERE)))))
                .isTrue();
        assertThat(rules.servesPull(link(peer(2, "Org1MSP", Map.of("ch1", GONE)))))
                .isTrue();
        assertThat(rules.servesPull(link(peer(3, "Org1MSP", Map.of())))).isFalse();
        assertThat(rules.servesPull(link(peer(4, "Org2MSP", Map.of("ch1", THERE)))))
                .isFalse();
        assertThat(rules.servesPull(LinkPeer.unknown("fabric", SOMEWHERE))).isFalse();
    }

    @Test
    void whoeverLeftHasNoMembersAndServesNoPull() {
        Peer there = peer(1, "Org1MSP", Map.of("ch1", THERE));
        peer(2, "Org2MSP", Map.of("ch1", GONE));
        peer(3, "Org3MSP", Map.of("ch1", THERE));
        assertThat(rules.members()).containsExactly(there);

        rules.left();

        assertThat(rules.members()).isEmpty();
        assertThat(rules.servesPull(link(there))).isFalse();
        assertThat(rules.pullsFrom(there)).isFalse();
    }

    private Peer peer(int number, String organisation, Map<String, ChannelState> channels) {
        Peer peer = new Peer(
                "fabric",
                new NodeId(Bytes.ofLong(number)),
                Optional.of(organisation),
                Optional.empty(),
                Optional.of(SOMEWHERE),
                true,
                true,
                channels);
        known.add(peer);
        return peer;
    }

    private static LinkPeer link(Peer peer) {
        return new LinkPeer(
                "fabric",
                Optional.of(peer.id()),
                Assurance.AUTHENTICATED,
                peer.organisation(),
                SOMEWHERE,
                Attributes.empty());
    }

    private PeerView view() {
        return new PeerView() {
            @Override
            public Collection<Peer> all() {
                return known;
            }

            @Override
            public Optional<Peer> find(String endpoint, NodeId id) {
                return known.stream().filter(peer -> peer.id().equals(id)).findFirst();
            }
        };
    }
}
