package dev.gossip.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNode;
import dev.gossip.core.InMemoryOrderedStore;
import dev.gossip.fabric.block.OrdererSigners;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FabricPeerRefusalsTest {

    private final FabricPeer peer = FabricPeer.on(
            EndpointConfig.named("fabric").transport("memory").identity(TestNetwork.identity(1, 0)),
            FabricConfig.DEFAULT);

    @Test
    void needsAnIdentity() {
        assertRefused(() -> FabricPeer.on(EndpointConfig.named("f"), FabricConfig.DEFAULT), "'f' needs an identity");
    }

    @Test
    void joinsOnlyChannelsOfItsOrganisationAndEachOnce() {
        assertRefused(() -> peer.join(channel("ch1", "Org2MSP").build()), "'Org1MSP' is no member of channel 'ch1'");

        FabricChannel joined = peer.join(channel("ch1", "Org1MSP").build());

        assertThat(peer.channel("ch1")).contains(joined);
        assertThat(peer.channels()).containsExactly(joined);
        assertRefused(() -> peer.join(channel("ch1", "Org1MSP").build()), "joined already");
    }

    @Test
    void servesOneNode() {
        peer.configure(GossipNode.builder());

        assertRefused(() -> peer.configure(GossipNode.builder()), "one node");
        assertRefused(() -> peer.join(channel("ch1", "Org1MSP").build()), "once the node has started");
        assertRefused(peer::members, "start the node first");
    }

    @Test
    void takesNoBlocksBeforeTheNodeRuns() {
        FabricChannel channel = peer.join(channel("ch1", "Org1MSP").build());

        assertThat(channel.submit(TestNetwork.BLOCKS.get(0)).toCompletableFuture())
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("start the node first");
    }

    @Test
    void channelsNameWhatTheyLack() {
        assertRefused(
                () -> FabricChannelConfig.named("ch1").organisations("Org1MSP").build(), "store(...)");
        assertRefused(
                () -> FabricChannelConfig.named("ch1")
                        .organisations("Org1MSP")
                        .store(new InMemoryOrderedStore())
                        .build(),
                "orderers(...)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> channel("ch1").build())
                .withMessageContaining("member organisation");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> channel("", "Org1MSP").build())
                .withMessageContaining("name");
    }

    private static FabricChannelConfigBuilder channel(String name, String... organisations) {
        return FabricChannelConfig.named(name)
                .organisations(organisations)
                .store(new InMemoryOrderedStore())
                .orderers(OrdererSigners.certificates("OrdererMSP", List.of(Resources.certificate("orderer.pem"))));
    }

    private static void assertRefused(ThrowingCallable action, String named) {
        assertThatExceptionOfType(GossipException.class).isThrownBy(action).withMessageContaining(named);
    }
}
