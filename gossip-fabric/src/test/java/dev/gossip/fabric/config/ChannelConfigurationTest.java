package dev.gossip.fabric.config;

import static dev.gossip.fabric.Configurations.change;
import static dev.gossip.fabric.Configurations.msp;
import static dev.gossip.fabric.Configurations.organisation;
import static dev.gossip.fabric.Configurations.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import dev.gossip.fabric.Configurations;
import dev.gossip.fabric.Resources;
import dev.gossip.fabric.codec.SerializedIdentity;
import dev.gossip.fabric.msp.MspIdentity;
import dev.gossip.fabric.msp.MspRole;
import dev.gossip.fabric.msp.MspVerdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Consenter;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.hyperledger.fabric.protos.peer.AnchorPeer;
import org.hyperledger.fabric.protos.peer.AnchorPeers;
import org.junit.jupiter.api.Test;

class ChannelConfigurationTest {

    private static final Bytes GENESIS = Resources.realBlocks().get(0);
    private static final Bytes ROOT = Resources.bytes("msp/org1-ca.pem");

    private final Config.Builder config = Configurations.config(
            3,
            Map.of(
                    "Org1",
                    organisation(
                            msp("Org1MSP", ROOT),
                            MSPRoleType.MEMBER,
                            PeerAddress.of("peer0.org1", 7051),
                            PeerAddress.of("peer1.org1", 8051))),
            Map.of("Orderer", organisation(msp("OrdererMSP", Resources.bytes("orderer-ca.pem")), MSPRoleType.MEMBER)));

    @Test
    void readsARealGenesisBlock() {
        ChannelConfiguration real = ChannelConfiguration.fromBlock(GENESIS);

        assertThat(real.channel()).isEqualTo("ch1");
        assertThat(real.blockNumber()).isZero();
        assertThat(real.members()).containsOnlyKeys("Org1MSP", "Org2MSP");
        assertThat(real.orderers()).containsOnlyKeys("OrdererMSP");
        assertThat(real.msps()).hasSize(3);
        assertThat(real.consensusType()).isEqualTo("etcdraft");
        assertThat(real.consenters()).isEmpty();
        assertThat(real.capabilities("Channel")).containsExactly("V2_0");
        assertThat(real.capabilities("Application")).isNotEmpty();
        assertThat(real.ordererAddresses()).isNotEmpty().allMatch(address -> address.contains(":"));
        assertThat(real.members().get("Org1MSP").msp().tlsAuthorities()).hasSize(1);
        assertThat(real.policy("/Channel/Readers")).isPresent();
        assertThat(real.policy("/Channel/Application/Readers")).isPresent();
        assertThat(real.policy("/Channel/Nothing/Readers")).isEmpty();
        assertThat(real.policy("/Application/Readers")).isEmpty();
    }

    @Test
    void aRealPeerMayReadAndAnOrdererMayNot() {
        ChannelConfiguration real = ChannelConfiguration.fromBlock(GENESIS);
        MspVerdict peer = real.identify(new SerializedIdentity(
                "Org1MSP", Resources.bytes("real/msp/peer2/signcerts/peer2.org1.example.com-cert.pem")));

        MspIdentity identity = ((MspVerdict.Valid) peer).identity();
        assertThat(identity.is(MspRole.PEER)).isTrue();
        assertThat(real.readers().isSatisfiedBy(Set.of(identity))).isTrue();
        assertThat(real.blockValidation().isSatisfiedBy(Set.of(identity))).isFalse();
        assertThat(real.readers().isSatisfiedBy(Set.of())).isFalse();
    }

    @Test
    void identitiesAreJudgedByTheOrganisationThatTheyClaim() {
        ChannelConfiguration real = ChannelConfiguration.fromBlock(GENESIS);
        Bytes peer = Resources.bytes("real/msp/peer2/signcerts/peer2.org1.example.com-cert.pem");

        assertThat(real.identify(new SerializedIdentity("Org2MSP", peer))).isInstanceOf(MspVerdict.Refused.class);
        assertThat(real.identify(new SerializedIdentity("Org9MSP", peer))).isInstanceOf(MspVerdict.Refused.class);
        assertThat(real.identify(Bytes.utf8("junk"))).isInstanceOf(MspVerdict.Refused.class);
        assertThat(real.identify(new SerializedIdentity("Org1MSP", peer).encode()))
                .isInstanceOf(MspVerdict.Valid.class);
    }

    @Test
    void whoSubmittedRealTransactionsWasAnAdminOfAMember() throws Exception {
        ChannelConfiguration real = ChannelConfiguration.fromBlock(GENESIS);
        List<Bytes> blocks = Resources.realBlocks();
        for (Bytes block : blocks.subList(1, blocks.size())) {
            for (ByteString transaction :
                    Block.parseFrom(block.toByteArray()).getData().getDataList()) {
                Header header = Payload.parseFrom(
                                Envelope.parseFrom(transaction).getPayload())
                        .getHeader();
                ByteString creator =
                        SignatureHeader.parseFrom(header.getSignatureHeader()).getCreator();
                MspIdentity identity = ((MspVerdict.Valid) real.identify(Bytes.wrap(creator.toByteArray()))).identity();
                assertThat(identity.roles()).containsExactlyInAnyOrder(MspRole.MEMBER, MspRole.ADMIN);
                String group = real.members().get(identity.mspId()).name();
                assertThat(real.policy("/Channel/Application/" + group + "/Admins")
                                .orElseThrow()
                                .isSatisfiedBy(Set.of(identity)))
                        .isTrue();
            }
        }
    }

    @Test
    void everyBlockNamesTheConfigurationBeforeIt() {
        List<Bytes> blocks = Resources.realBlocks();
        for (Bytes block : blocks.subList(1, blocks.size())) {
            assertThat(ChannelConfiguration.lastConfigurationOf(block)).contains(0L);
            assertThat(ChannelConfiguration.inBlock(block)).isEmpty();
        }
        assertThat(ChannelConfiguration.lastConfigurationOf(Bytes.utf8("junk"))).isEmpty();
        assertThatExceptionOfType(GossipException.class)
                .isThrownBy(() -> ChannelConfiguration.fromBlock(blocks.get(1)))
                .withMessageContaining("no configuration block");
    }

    @Test
    void anchorsThatNobodyCanDialArePassedOver() {
        change(
                config,
                "Application/Org1",
                group -> group.putValues(
                        "AnchorPeers",
                        value(AnchorPeers.newBuilder()
                                .addAnchorPeers(AnchorPeer.newBuilder().setPort(7051))
                                .addAnchorPeers(AnchorPeer.newBuilder().setHost("a"))
                                .addAnchorPeers(
                                        AnchorPeer.newBuilder().setHost("a").setPort(70_000))
                                .addAnchorPeers(
                                        AnchorPeer.newBuilder().setHost("b").setPort(7051))
                                .build())));

        assertThat(read().members().get("Org1MSP").anchors()).containsExactly(PeerAddress.of("b", 7051));
    }

    @Test
    void readsTheMembersOfABftService() {
        change(config, "Orderer", group -> group.putValues("Orderers", value(consenters(1, 2, 9))));

        assertThat(read().consenters()).containsOnlyKeys(1, 2, 9);
        assertThat(read().consenters().get(9))
                .isEqualTo(new SerializedIdentity("OrdererMSP", Resources.bytes("orderer.pem")));
        assertThat(read().sequence()).isEqualTo(3);
        assertThat(read().capabilities("Channel")).containsExactly("V3_0");
    }

    @Test
    void organisationsWithoutPeersAreLeftOut() {
        ConfigValue idemix = value(MSPConfig.newBuilder().setType(1).build());
        change(
                config,
                "Application",
                group -> group.putGroups(
                        "Idemix",
                        ConfigGroup.newBuilder().putValues("MSP", idemix).build()));

        assertThat(read().members()).containsOnlyKeys("Org1MSP");
    }

    @Test
    void faultsNameThePlace() {
        assertFault(
                "Application",
                group -> group.putGroups("Org2", ConfigGroup.getDefaultInstance()),
                "/Channel/Application/Org2: the organisation has no MSP");
        assertFault(
                "Application",
                group -> group.putGroups("Org2", group.getGroupsOrThrow("Org1")),
                "two organisations have the MSP id 'Org1MSP'");
        assertFault("", group -> group.removeGroups("Orderer"), "/Channel has no group Orderer");
        assertFault("Orderer", group -> group.removeValues("ConsensusType"), "has no ConsensusType");
        assertFault(
                "Orderer",
                group -> group.putValues("Orderers", value(consenters(1, 1))),
                "two consenters have the number 1");
        assertFault("Application/Org1", group -> group.putValues("MSP", junk()), "/Channel/Application/Org1: ");
        assertFault(
                "Application/Org1",
                group -> group.putValues("AnchorPeers", junk()),
                "/Channel/Application/Org1/AnchorPeers: unreadable");
        assertFault(
                "",
                group -> {
                    ConfigGroup.Builder deep = ConfigGroup.newBuilder();
                    for (int i = 0; i < 10; i++) {
                        deep = ConfigGroup.newBuilder().putGroups("g", deep.build());
                    }
                    return group.putGroups("Deep", deep.build());
                },
                "nested deeper");
        assertFault(
                "Application/Org1",
                group -> {
                    AnchorPeers.Builder many = AnchorPeers.newBuilder();
                    for (int i = 0; i <= ConfigReader.MAX_ENTRIES; i++) {
                        many.addAnchorPeers(AnchorPeer.getDefaultInstance());
                    }
                    return group.putValues("AnchorPeers", value(many.build()));
                },
                "above the limit of " + ConfigReader.MAX_ENTRIES);
    }

    @Test
    void damagedBlocksGiveErrorsAndNoSurprises() {
        byte[] whole = GENESIS.toByteArray();
        long seed = 20_261_122;
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            byte[] damaged = i % 2 == 0 ? whole.clone() : Arrays.copyOf(whole, random.nextInt(whole.length));
            if (damaged.length > 0) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                ChannelConfiguration.inBlock(Bytes.wrap(damaged));
            } catch (GossipException e) {
                assertThat(e.getMessage()).as("seed %d, round %d", seed, i).isNotEmpty();
            }
            ChannelConfiguration.lastConfigurationOf(Bytes.wrap(damaged));
        }
    }

    private static ConfigValue junk() {
        return ConfigValue.newBuilder()
                .setValue(ByteString.copyFrom(new byte[] {0x0a, 0x7f, 1}))
                .build();
    }

    private static Orderers consenters(int... numbers) {
        Orderers.Builder all = Orderers.newBuilder();
        for (int number : numbers) {
            all.addConsenterMapping(Consenter.newBuilder()
                    .setId(number)
                    .setMspId("OrdererMSP")
                    .setIdentity(
                            ByteString.copyFrom(Resources.bytes("orderer.pem").toByteArray())));
        }
        return all.build();
    }

    private ChannelConfiguration read() {
        return ChannelConfiguration.fromBlock(Configurations.block("ch1", 5, Bytes.empty(), config));
    }

    private void assertFault(
            String path, java.util.function.UnaryOperator<ConfigGroup.Builder> operation, String named) {
        Config.Builder changed = change(config.build().toBuilder(), path, operation);
        assertThatExceptionOfType(GossipException.class)
                .isThrownBy(
                        () -> ChannelConfiguration.fromBlock(Configurations.block("ch1", 5, Bytes.empty(), changed)))
                .withMessageContaining("configuration block 5 of channel 'ch1': ")
                .withMessageContaining(named);
    }
}
