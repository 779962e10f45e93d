package dev.gossip.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.GossipException;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.Peer;
import dev.gossip.api.Topic;
import dev.gossip.api.body.ItemRangeRequest;
import dev.gossip.core.InMemoryOrderedStore;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.crypto.Pem;
import dev.gossip.fabric.ConfiguredNetwork.Node;
import dev.gossip.fabric.block.OrdererSigners;
import dev.gossip.fabric.config.ChannelConfiguration;
import dev.gossip.fabric.msp.Msp;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.crypto.Trust;
import dev.gossip.spi.store.OrderedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Channels whose rules come from configuration blocks. */
class ConfiguredChannelTest {

    private final ConfiguredNetwork network = new ConfiguredNetwork(20_261_201);

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void nodesThatKnowTheGenesisBlockAloneFindAndServeEachOther() {
        Node one = start(1, 0, "peer");
        Node other = start(2, 0, "peer");

        assertThat(network.until(() -> one.sees(other) && other.sees(one))).isTrue();
        submit(one, network.genesis());
        submit(one, network.cut(network.orderer, "a"));

        assertThat(network.until(() -> other.channel().height() == 2)).isTrue();
        assertThat(other.channel().configuration().orElseThrow().blockNumber()).isZero();
        assertThat(one.trust().tlsAuthorities()).isEmpty();
    }

    /** The readers of this channel are its peers, so a client of a member organisation is heard of but not believed. */
    @Test
    void c43_aStateOutsideTheReadersPolicyIsNotBelieved() {
        Node one = start(1, 0, "peer");
        Node reader = start(1, 1, "peer");
        Node client = start(1, 2, "client");

        assertThat(network.until(() -> one.isMemberWith(client) && one.sees(reader)))
                .isTrue();
        network.time.advance(Duration.ofSeconds(30));

        assertThat(one.sees(client)).isFalse();
        assertThat(reader.sees(client)).isFalse();
        assertThat(one.sees(reader)).isTrue();
    }

    @Test
    void strangersOutsideTheReadersPolicyAreNotEvenTrusted() {
        Node one = start(1, 0, "peer");
        Node client = start(2, 0, "client");
        network.time.advance(Duration.ofSeconds(30));

        assertThat(one.isMemberWith(client)).isFalse();
        assertThat(one.trust()
                        .admit(
                                "Org2MSP",
                                network.authorities
                                        .get(2)
                                        .issue(NodeSpec.peer("c").unit("client"))
                                        .certificatePem()))
                .isInstanceOfSatisfying(
                        Trust.Refused.class,
                        refused -> assertThat(refused.detail()).contains("readers policy", "CN=c"));
    }

    @Test
    void c52_aRangeIsServedToReadersAlone() {
        Node one = start(1, 0, "peer");
        Node reader = start(1, 1, "peer");
        Node client = start(1, 2, "client");
        assertThat(network.until(() -> one.isMemberWith(client) && one.isMemberWith(reader)))
                .isTrue();
        submit(one, network.genesis());

        assertThat(request(reader, one)).isCompleted();
        assertThat(request(client, one)).isCompletedExceptionally();
    }

    @Test
    void c46_anOrganisationThatIsRemovedIsHeardNoMore() {
        Node one = start(1, 0, "peer");
        Node other = start(2, 0, "peer");
        List<ChannelConfiguration> heard = new ArrayList<>();
        one.channel().onConfiguration(changed -> {
            throw new IllegalStateException("a listener of somebody else");
        });
        one.channel().onConfiguration(heard::add);
        submit(one, network.genesis());
        assertThat(network.until(() -> one.sees(other) && other.channel().height() == 1))
                .isTrue();

        submit(one, network.cut(network.config(1, 1)));

        assertThat(network.until(() -> !heard.isEmpty())).isTrue();
        assertThat(network.until(() -> !one.sees(other))).isTrue();
        assertThat(network.until(() -> !one.isMemberWith(other))).isTrue();
        network.time.advance(Duration.ofMinutes(1));
        assertThat(one.sees(other)).isFalse();
        assertThat(one.isMemberWith(other)).isFalse();
        assertThat(heard)
                .singleElement()
                .satisfies(now -> assertThat(now.members()).containsOnlyKeys("Org1MSP"));
    }

    /** A second channel keeps the organisation trusted and connected, so that only the first one's rules refuse it. */
    @Test
    void c46_aChannelRefusesARemovedOrganisationThatIsStillTrustedElsewhere() {
        Node one = start(1, 0, "peer");
        Node other = start(2, 0, "peer");
        Bytes secondGenesis = Configurations.block("ch2", 0, Bytes.empty(), network.config(0, 1, 2));
        FabricChannel second = one.peer()
                .join(FabricChannelConfig.fromBlock(secondGenesis)
                        .store(new InMemoryOrderedStore())
                        .build());
        other.peer()
                .join(FabricChannelConfig.fromBlock(secondGenesis)
                        .store(new InMemoryOrderedStore())
                        .build());
        submit(one, network.genesis());
        assertThat(network.until(() -> one.sees(other)
                        && second.members().size() == 1
                        && other.channel().height() == 1))
                .isTrue();
        assertThat(request(other, one)).isCompleted();
        assertThat(one.node().describe().drops()).doesNotContainKeys("not-participant", "author-not-admitted");

        submit(one, network.cut(network.config(1, 1)));

        assertThat(network.until(() -> !one.sees(other))).isTrue();
        network.time.advance(Duration.ofMinutes(1));
        assertThat(one.sees(other)).isFalse();
        assertThat(one.isMemberWith(other)).isTrue();
        assertThat(second.members()).extracting(Peer::id).containsExactly(other.id());
        long refused = notParticipating(one);
        assertThat(request(other, one)).isCompletedExceptionally();
        assertThat(notParticipating(one)).isGreaterThan(refused);
        assertThat(other.channel().height()).isEqualTo(1);
    }

    private static long notParticipating(Node node) {
        return node.node().describe().drops().getOrDefault("not-participant", 0L);
    }

    @Test
    void anOrganisationThatIsAddedTakesPart() {
        Node one = start(1, 0, "peer");
        submit(one, network.genesis());
        submit(one, network.cut(network.config(1, 1)));
        assertThat(network.until(() -> sequenceOf(one) == 1)).isTrue();
        Node other = start(2, 0, "peer");
        network.time.advance(Duration.ofSeconds(20));
        assertThat(one.sees(other)).isFalse();

        submit(one, network.cut(network.config(2, 1, 2)));

        assertThat(network.until(() -> one.sees(other))).isTrue();
        assertThat(network.until(() -> other.channel().height() == 3 && sequenceOf(other) == 2))
                .isTrue();
    }

    @Test
    void c47_orderersOfTheNewConfigurationSignFromTheNextBlockOn() {
        Node one = start(1, 0, "peer");
        submit(one, network.genesis());
        DevelopmentCa fresh = DevelopmentCa.create("OrdererMSP", network.time);
        LocalIdentity successor =
                fresh.issue(NodeSpec.peer("successor").unit("orderer")).localIdentity();
        assertRefused(one, network.cut(successor, "too early"));
        network.uncut();
        Config.Builder config = network.config(1, 1, 2);
        Configurations.change(
                config,
                "Orderer",
                group -> group.putGroups(
                        "Orderer",
                        Configurations.organisation(
                                        Configurations.msp("OrdererMSP", fresh.certificatePem()), MSPRoleType.ORDERER)
                                .build()));

        submit(one, network.cut(config));
        assertThat(network.until(() -> sequenceOf(one) == 1)).isTrue();

        assertRefused(one, network.cut(network.orderer, "too late"));
        network.uncut();
        submit(one, network.cut(successor, "in time"));
        assertThat(one.channel().height()).isEqualTo(3);
    }

    @Test
    void aRestartGoesOnWithTheConfigurationInTheStore() {
        OrderedStore store = new InMemoryOrderedStore();
        Node one = network.start(1, 0, "peer", store);
        submit(one, network.genesis());
        submit(one, network.cut(network.config(1, 1)));
        submit(one, network.cut(network.orderer, "a"));
        one.node().close();

        Node again = network.start(1, 1, "peer", store);

        assertThat(sequenceOf(again)).isEqualTo(1);
        assertThat(again.channel().configuration().orElseThrow().members()).containsOnlyKeys("Org1MSP");
        submit(again, network.cut(network.orderer, "b"));
        assertThat(again.channel().height()).isEqualTo(4);
    }

    @Test
    void aConfigurationThatCannotBeReadChangesNothingAndIsReported() {
        Node one = start(1, 0, "peer");
        submit(one, network.genesis());
        Config.Builder config = network.config(1, 1, 2);
        Configurations.change(
                config,
                "Application/Org2",
                group -> group.putValues(
                        "MSP",
                        ConfigValue.newBuilder()
                                .setValue(ByteString.copyFromUtf8("junk"))
                                .build()));

        submit(one, network.cut(config));

        assertThat(network.until(() -> one.node().describe().drops().getOrDefault("handler-failed", 0L) == 1))
                .isTrue();
        assertThat(sequenceOf(one)).isZero();
        submit(one, network.cut(network.orderer, "a"));
        assertThat(one.channel().height()).isEqualTo(3);
    }

    @Test
    void aRevocationReadAgainEndsALinkWithinAnOrganisation() {
        Node one = start(1, 0, "peer");
        Node other = start(1, 1, "peer");
        assertThat(network.until(() -> one.sees(other))).isTrue();
        FabricMSPConfig.Builder msp = network.msp(1);
        Bytes pem = other.identity().identity().encoded();
        msp.addRevocationList(ByteString.copyFrom(Pem.encode(network.authorities
                        .get(1)
                        .revocationList(Pem.certificates(pem, "other").get(0)))
                .toByteArray()));

        one.trust().reload(Msp.parse(Configurations.encode(msp)).orElseThrow());
        var forgotten = one.peer().recheckIdentities().toCompletableFuture();

        assertThat(network.until(forgotten::isDone)).isTrue();
        assertThat(forgotten).isCompletedWithValue(List.of(other.id()));
        assertThat(network.until(() -> !one.sees(other) && !one.isMemberWith(other)))
                .isTrue();
    }

    @Test
    void whatFollowsFromTheBlockCannotBeGivenBesideIt() {
        FabricChannelConfigBuilder builder = FabricChannelConfig.fromBlock(network.genesis());

        assertThatExceptionOfType(GossipException.class)
                .isThrownBy(() -> builder.organisations("Org9MSP"))
                .withMessageContaining("organisations(...)");
        assertThatExceptionOfType(GossipException.class)
                .isThrownBy(() -> builder.orderers(
                        OrdererSigners.certificates("OrdererMSP", List.of(Resources.certificate("orderer.pem")))))
                .withMessageContaining("orderers(...)");
        assertThat(builder.store(new InMemoryOrderedStore()).build())
                .satisfies(config -> assertThat(config.organisations()).containsExactlyInAnyOrder("Org1MSP", "Org2MSP"))
                .satisfies(config -> assertThat(config.genesisHash()).isPresent());
    }

    private Node start(int organisation, int index, String unit) {
        return network.start(organisation, index, unit, new InMemoryOrderedStore());
    }

    private void submit(Node node, Bytes block) {
        assertThat(network.submit(node, block)).isCompletedWithValue(true);
    }

    private void assertRefused(Node node, Bytes block) {
        assertThat(network.submit(node, block))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("block-signature");
    }

    private static long sequenceOf(Node node) {
        return node.channel().configuration().orElseThrow().sequence();
    }

    private CompletableFuture<Delivery> request(Node asking, Node asked) {
        Message request = Message.of(
                Topic.scope(ConfiguredNetwork.CHANNEL),
                new ItemRangeRequest(0, 0),
                MessageKind.REQUEST,
                Correlation.of(77));
        CompletableFuture<Delivery> answer = asking.node()
                .request("fabric", asked.id(), request, Duration.ofSeconds(1))
                .toCompletableFuture();
        network.until(answer::isDone);
        return answer;
    }
}
