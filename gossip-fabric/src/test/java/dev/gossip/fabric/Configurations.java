package dev.gossip.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.gossip.api.Bytes;
import dev.gossip.api.PeerAddress;
import dev.gossip.fabric.block.SignedBlocks;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.common.Capabilities;
import org.hyperledger.fabric.protos.common.Capability;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;
import org.hyperledger.fabric.protos.common.OrdererAddresses;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.Policy;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.FabricNodeOUs;
import org.hyperledger.fabric.protos.msp.FabricOUIdentifier;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.hyperledger.fabric.protos.orderer.ConsensusType;
import org.hyperledger.fabric.protos.peer.AnchorPeer;
import org.hyperledger.fabric.protos.peer.AnchorPeers;

/** Writes channel configurations as Fabric's tools write them. */
public final class Configurations {

    private Configurations() {}

    /** A provider with one root and NodeOUs by the usual names. */
    public static FabricMSPConfig.Builder msp(String id, Bytes root) {
        return FabricMSPConfig.newBuilder()
                .setName(id)
                .addRootCerts(bytes(root))
                .setFabricNodeOus(FabricNodeOUs.newBuilder()
                        .setEnable(true)
                        .setClientOuIdentifier(unit("client"))
                        .setPeerOuIdentifier(unit("peer"))
                        .setAdminOuIdentifier(unit("admin"))
                        .setOrdererOuIdentifier(unit("orderer")));
    }

    public static FabricOUIdentifier.Builder unit(String name) {
        return FabricOUIdentifier.newBuilder().setOrganizationalUnitIdentifier(name);
    }

    public static Bytes encode(FabricMSPConfig.Builder msp) {
        return Bytes.wrap(MSPConfig.newBuilder()
                .setConfig(msp.build().toByteString())
                .build()
                .toByteArray());
    }

    /** An organisation whose readers are its {@code readers}. */
    public static ConfigGroup.Builder organisation(
            FabricMSPConfig.Builder msp, MSPRoleType readers, PeerAddress... anchors) {
        AnchorPeers.Builder named = AnchorPeers.newBuilder();
        for (PeerAddress anchor : anchors) {
            named.addAnchorPeers(AnchorPeer.newBuilder().setHost(anchor.host()).setPort(anchor.port()));
        }
        return ConfigGroup.newBuilder()
                .putValues("MSP", value(ByteString.copyFrom(encode(msp).toByteArray())))
                .putValues("AnchorPeers", value(named.build()))
                .putPolicies("Readers", signatures(1, role(msp.getName(), readers)))
                .putPolicies("Writers", signatures(1, role(msp.getName(), MSPRoleType.ORDERER)));
    }

    /** A whole configuration with ANY for readers and for the validation of blocks. */
    public static Config.Builder config(
            long sequence, Map<String, ConfigGroup.Builder> members, Map<String, ConfigGroup.Builder> orderers) {
        ConfigGroup.Builder application = ConfigGroup.newBuilder()
                .putPolicies("Readers", implicit(ImplicitMetaPolicy.Rule.ANY, "Readers"))
                .putValues("Capabilities", capabilities("V2_0"));
        members.forEach((name, group) -> application.putGroups(name, group.build()));
        ConfigGroup.Builder ordering = ConfigGroup.newBuilder()
                .putPolicies("BlockValidation", implicit(ImplicitMetaPolicy.Rule.ANY, "Writers"))
                .putValues(
                        "ConsensusType",
                        value(ConsensusType.newBuilder().setType("etcdraft").build()));
        orderers.forEach((name, group) -> ordering.putGroups(name, group.build()));
        return Config.newBuilder()
                .setSequence(sequence)
                .setChannelGroup(ConfigGroup.newBuilder()
                        .putGroups("Application", application.build())
                        .putGroups("Orderer", ordering.build())
                        .putValues("Capabilities", capabilities("V3_0"))
                        .putValues(
                                "OrdererAddresses",
                                value(OrdererAddresses.newBuilder()
                                        .addAddresses("orderer:7050")
                                        .build())));
    }

    /** The same with changes of the group under a path such as {@code Application/Org1}. */
    public static Config.Builder change(
            Config.Builder config, String path, UnaryOperator<ConfigGroup.Builder> operation) {
        ConfigGroup.Builder root = config.getChannelGroup().toBuilder();
        return config.setChannelGroup(change(root, path.isEmpty() ? List.of() : List.of(path.split("/")), operation));
    }

    private static ConfigGroup.Builder change(
            ConfigGroup.Builder group, List<String> path, UnaryOperator<ConfigGroup.Builder> operation) {
        if (path.isEmpty()) {
            return operation.apply(group);
        }
        ConfigGroup.Builder below = group.getGroupsOrThrow(path.get(0)).toBuilder();
        return group.putGroups(
                path.get(0),
                change(below, path.subList(1, path.size()), operation).build());
    }

    public static ConfigPolicy signatures(int needed, MSPPrincipal... principals) {
        List<SignaturePolicy> rules = IntStream.range(0, principals.length)
                .mapToObj(i -> SignaturePolicy.newBuilder().setSignedBy(i).build())
                .toList();
        return policy(outOf(needed, rules), principals);
    }

    public static SignaturePolicy outOf(int needed, List<SignaturePolicy> rules) {
        return SignaturePolicy.newBuilder()
                .setNOutOf(SignaturePolicy.NOutOf.newBuilder().setN(needed).addAllRules(rules))
                .build();
    }

    public static ConfigPolicy policy(SignaturePolicy rule, MSPPrincipal... principals) {
        return policy(
                Policy.PolicyType.SIGNATURE_VALUE,
                SignaturePolicyEnvelope.newBuilder()
                        .setRule(rule)
                        .addAllIdentities(List.of(principals))
                        .build());
    }

    public static ConfigPolicy implicit(ImplicitMetaPolicy.Rule rule, String below) {
        return policy(
                Policy.PolicyType.IMPLICIT_META_VALUE,
                ImplicitMetaPolicy.newBuilder()
                        .setRule(rule)
                        .setSubPolicy(below)
                        .build());
    }

    public static ConfigPolicy policy(int type, Message content) {
        return ConfigPolicy.newBuilder()
                .setPolicy(Policy.newBuilder().setType(type).setValue(content.toByteString()))
                .build();
    }

    public static MSPPrincipal role(String mspId, MSPRoleType role) {
        return principal(
                MSPPrincipal.Classification.ROLE,
                MSPRole.newBuilder().setMspIdentifier(mspId).setRole(role).build());
    }

    public static MSPPrincipal principal(MSPPrincipal.Classification kind, Message content) {
        return MSPPrincipal.newBuilder()
                .setPrincipalClassification(kind)
                .setPrincipal(content.toByteString())
                .build();
    }

    public static ConfigValue capabilities(String... names) {
        Capabilities.Builder all = Capabilities.newBuilder();
        Stream.of(names).forEach(name -> all.putCapabilities(name, Capability.getDefaultInstance()));
        return value(all.build());
    }

    public static ConfigValue value(Message content) {
        return value(content.toByteString());
    }

    private static ConfigValue value(ByteString content) {
        return ConfigValue.newBuilder().setValue(content).build();
    }

    /** A configuration as the only transaction of a block. */
    public static ByteString transaction(String channel, Config.Builder config) {
        ChannelHeader header = ChannelHeader.newBuilder()
                .setType(HeaderType.CONFIG_VALUE)
                .setChannelId(channel)
                .build();
        return Envelope.newBuilder()
                .setPayload(Payload.newBuilder()
                        .setHeader(Header.newBuilder().setChannelHeader(header.toByteString()))
                        .setData(ConfigEnvelope.newBuilder()
                                .setConfig(config)
                                .build()
                                .toByteString())
                        .build()
                        .toByteString())
                .build()
                .toByteString();
    }

    /** A block with a configuration, signed by the orderer of the test resources. */
    public static Bytes block(String channel, long number, Bytes previousHash, Config.Builder config) {
        return SignedBlocks.signed(SignedBlocks.unsigned(number, previousHash, List.of(transaction(channel, config))));
    }

    private static ByteString bytes(Bytes content) {
        return ByteString.copyFrom(content.toByteArray());
    }
}
