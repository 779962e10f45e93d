package dev.gossip.fabric.privatedata.collection;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.peer.CollectionConfig;
import org.hyperledger.fabric.protos.peer.CollectionConfigPackage;
import org.hyperledger.fabric.protos.peer.CollectionPolicyConfig;
import org.hyperledger.fabric.protos.peer.StaticCollectionConfig;

/** Collections in Fabric's serialized form. */
final class CollectionConfigs {

    private CollectionConfigs() {}

    static Bytes write(String name, Set<String> organisations, int required, int maximum, long blockToLive) {
        SignaturePolicyEnvelope.Builder policy = SignaturePolicyEnvelope.newBuilder();
        SignaturePolicy.NOutOf.Builder any = SignaturePolicy.NOutOf.newBuilder().setN(1);
        for (String organisation : new TreeSet<>(organisations)) {
            any.addRules(SignaturePolicy.newBuilder().setSignedBy(policy.getIdentitiesCount()));
            policy.addIdentities(MSPPrincipal.newBuilder()
                    .setPrincipal(MSPRole.newBuilder()
                            .setMspIdentifier(organisation)
                            .build()
                            .toByteString()));
        }
        policy.setRule(SignaturePolicy.newBuilder().setNOutOf(any));
        StaticCollectionConfig config = StaticCollectionConfig.newBuilder()
                .setName(name)
                .setMemberOrgsPolicy(CollectionPolicyConfig.newBuilder().setSignaturePolicy(policy))
                .setRequiredPeerCount(required)
                .setMaximumPeerCount(maximum)
                .setBlockToLive(blockToLive)
                .build();
        return Bytes.wrap(CollectionConfigPackage.newBuilder()
                .addConfig(CollectionConfig.newBuilder().setStaticCollectionConfig(config))
                .build()
                .toByteArray());
    }

    /** @throws GossipException naming what cannot be read */
    static PrivateCollection read(String namespace, Bytes bytes) {
        try {
            CollectionConfigPackage configs = CollectionConfigPackage.parseFrom(bytes.asReadOnlyBuffer());
            if (configs.getConfigCount() != 1 || !configs.getConfig(0).hasStaticCollectionConfig()) {
                throw new GossipException("the configuration of a collection of '" + namespace + "' holds "
                        + configs.getConfigCount() + " collections; it must hold one static one");
            }
            StaticCollectionConfig config = configs.getConfig(0).getStaticCollectionConfig();
            SignaturePolicyEnvelope policy = config.getMemberOrgsPolicy().getSignaturePolicy();
            return new PrivateCollection(
                    namespace,
                    config.getName(),
                    organisations(policy.getIdentitiesList()),
                    new SignatureMembers(policy),
                    config.getRequiredPeerCount(),
                    config.getMaximumPeerCount(),
                    config.getBlockToLive(),
                    bytes);
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new GossipException(
                    "the configuration of a collection of '" + namespace + "' is unreadable: " + e.getMessage(), e);
        }
    }

    private static Set<String> organisations(List<MSPPrincipal> principals) throws InvalidProtocolBufferException {
        Set<String> organisations = new LinkedHashSet<>();
        for (MSPPrincipal principal : principals) {
            organisations.add(Principal.of(principal).organisation());
        }
        return organisations;
    }
}
