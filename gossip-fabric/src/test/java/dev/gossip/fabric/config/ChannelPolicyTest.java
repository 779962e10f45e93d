package dev.gossip.fabric.config;

import static dev.gossip.fabric.Configurations.implicit;
import static dev.gossip.fabric.Configurations.msp;
import static dev.gossip.fabric.Configurations.organisation;
import static dev.gossip.fabric.Configurations.outOf;
import static dev.gossip.fabric.Configurations.principal;
import static dev.gossip.fabric.Configurations.role;
import static dev.gossip.fabric.Configurations.signatures;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.IssuedNode;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.fabric.Configurations;
import dev.gossip.fabric.codec.SerializedIdentity;
import dev.gossip.fabric.msp.MspIdentity;
import dev.gossip.fabric.msp.MspVerdict;
import dev.gossip.testkit.VirtualTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.common.CombinedPrincipal;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy.Rule;
import org.hyperledger.fabric.protos.common.MSPIdentityAnonymity;
import org.hyperledger.fabric.protos.common.MSPIdentityAnonymity.MSPIdentityAnonymityType;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPPrincipal.Classification;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;
import org.hyperledger.fabric.protos.common.OrganizationUnit;
import org.hyperledger.fabric.protos.common.Policy;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.junit.jupiter.api.Test;

class ChannelPolicyTest {

    private static final MSPPrincipal PEER1 = role("Org1MSP", MSPRoleType.PEER);
    private static final MSPPrincipal PEER2 = role("Org2MSP", MSPRoleType.PEER);
    private static final MSPPrincipal MEMBER1 = role("Org1MSP", MSPRoleType.MEMBER);

    private final VirtualTime time = new VirtualTime();
    private final DevelopmentCa org1 = DevelopmentCa.create("Org1MSP", time);
    private final DevelopmentCa org2 = DevelopmentCa.create("Org2MSP", time);
    private final DevelopmentCa org3 = DevelopmentCa.create("Org3MSP", time);
    private final IssuedNode node = org1.issue(NodeSpec.peer("a"));
    private final Config.Builder config = Configurations.config(
            1,
            Map.of(
                    "Org1", organisation(msp("Org1MSP", org1.certificatePem()), MSPRoleType.PEER),
                    "Org2", organisation(msp("Org2MSP", org2.certificatePem()), MSPRoleType.PEER),
                    "Org3", organisation(msp("Org3MSP", org3.certificatePem()), MSPRoleType.PEER)),
            Map.of());
    private final MspIdentity peer1 = identity(org1, "peer");
    private final MspIdentity client1 = identity(org1, "client");
    private final MspIdentity peer2 = identity(org2, "peer");
    private final MspIdentity peer3 = identity(org3, "peer");

    @Test
    void anyAllAndMajorityCountTheGroupsBelow() {
        assertSatisfied(implicit(Rule.ANY, "Readers"), peer1);
        assertNotSatisfied(implicit(Rule.ANY, "Readers"), client1);
        assertNotSatisfied(implicit(Rule.ANY, "Readers"));
        assertSatisfied(implicit(Rule.MAJORITY, "Readers"), peer1, peer3);
        assertNotSatisfied(implicit(Rule.MAJORITY, "Readers"), peer1, client1);
        assertSatisfied(implicit(Rule.ALL, "Readers"), peer1, peer2, peer3);
        assertNotSatisfied(implicit(Rule.ALL, "Readers"), peer1, peer2);
        assertNotSatisfied(implicit(Rule.ANY, "Missing"), peer1, peer2, peer3);
    }

    @Test
    void withoutGroupsBelowNothingIsNeeded() {
        ConfigPolicy policy = implicit(Rule.MAJORITY, "Readers");
        Configurations.change(config, "Application/Org1", group -> group.putPolicies("Tested", policy));

        assertThat(read().policy("/Channel/Application/Org1/Tested")
                        .orElseThrow()
                        .isSatisfiedBy(List.of()))
                .isTrue();
    }

    @Test
    void someOutOfSeveral() {
        ConfigPolicy two = signatures(2, PEER1, PEER2, role("Org3MSP", MSPRoleType.PEER));

        assertSatisfied(two, peer1, peer3);
        assertSatisfied(two, peer1, peer2, peer3);
        assertNotSatisfied(two, peer1);
        assertNotSatisfied(two, peer1, client1);
    }

    @Test
    void nobodyCountsTwice() {
        ConfigPolicy twoOfOne = signatures(2, MEMBER1, MEMBER1);

        assertNotSatisfied(twoOfOne, peer1, peer1);
        assertSatisfied(twoOfOne, peer1, client1);
    }

    /** Fabric gives signers to principals from left to right, without looking for a better order. */
    @Test
    void principalsTakeSignersInTheirOrder() {
        assertNotSatisfied(signatures(2, MEMBER1, PEER1), peer1, client1);
        assertSatisfied(signatures(2, PEER1, MEMBER1), peer1, client1);
    }

    @Test
    void aRuleThatFailsUsesUpNobody() {
        SignaturePolicy one = SignaturePolicy.newBuilder().setSignedBy(0).build();
        SignaturePolicy other = SignaturePolicy.newBuilder().setSignedBy(1).build();
        ConfigPolicy policy =
                Configurations.policy(outOf(1, List.of(outOf(2, List.of(one, other)), one)), PEER1, PEER2);

        assertSatisfied(policy, peer1);
        assertNotSatisfied(policy, peer2);
    }

    @Test
    void principalsOfEveryKind() {
        MSPPrincipal unit = principal(
                Classification.ORGANIZATION_UNIT,
                OrganizationUnit.newBuilder()
                        .setMspIdentifier("Org1MSP")
                        .setOrganizationalUnitIdentifier("client")
                        .setCertifiersIdentifier(ByteString.copyFrom(sha256(org1)))
                        .build());
        assertSatisfied(signatures(1, unit), client1);
        assertNotSatisfied(signatures(1, unit), peer1);
        MSPPrincipal uncertified = principal(
                Classification.ORGANIZATION_UNIT,
                OrganizationUnit.newBuilder()
                        .setMspIdentifier("Org1MSP")
                        .setOrganizationalUnitIdentifier("client")
                        .build());
        assertNotSatisfied(signatures(1, uncertified), client1);

        MSPPrincipal exactly = principal(
                Classification.IDENTITY,
                org.hyperledger.fabric.protos.msp.SerializedIdentity.newBuilder()
                        .setMspid("Org1MSP")
                        .setIdBytes(ByteString.copyFrom(node.certificatePem().toByteArray()))
                        .build());
        assertSatisfied(signatures(1, exactly), identity("Org1MSP", node));
        assertNotSatisfied(signatures(1, exactly), peer1);

        assertSatisfied(signatures(1, combined(unit, MEMBER1)), client1);
        assertNotSatisfied(signatures(1, combined(unit, PEER1)), client1);
        assertNotSatisfied(signatures(1, combined()), client1);
        assertSatisfied(signatures(1, anonymity(MSPIdentityAnonymityType.NOMINAL)), peer2);
        assertNotSatisfied(signatures(1, anonymity(MSPIdentityAnonymityType.ANONYMOUS)), peer2);
    }

    /** As in Fabric, a principal that nobody can read spoils no other. */
    @Test
    void unreadablePrincipalsIncludeNobody() {
        MSPPrincipal junk = MSPPrincipal.newBuilder()
                .setPrincipalClassification(Classification.IDENTITY)
                .setPrincipal(ByteString.copyFromUtf8("junk"))
                .build();
        MSPPrincipal unknown =
                MSPPrincipal.newBuilder().setPrincipalClassificationValue(99).build();

        assertSatisfied(signatures(1, junk, unknown, PEER1), peer1);
        assertNotSatisfied(signatures(2, junk, unknown, PEER1), peer1);
    }

    @Test
    void malformedPoliciesAreRefusedByTheirPath() {
        SignaturePolicy third = SignaturePolicy.newBuilder().setSignedBy(3).build();
        assertFault(Configurations.policy(third, PEER1), "names principal 3");
        assertFault(Configurations.policy(SignaturePolicy.getDefaultInstance()), "empty rule");
        assertFault(
                Configurations.policy(
                        Policy.PolicyType.SIGNATURE_VALUE,
                        SignaturePolicyEnvelope.newBuilder().setVersion(1).build()),
                "version 1");
        assertFault(Configurations.policy(Policy.PolicyType.MSP_VALUE, PEER1), "unknown type 2");
        assertFault(ConfigPolicy.getDefaultInstance(), "unknown type 0");
        SignaturePolicy first = SignaturePolicy.newBuilder().setSignedBy(0).build();
        assertFault(
                Configurations.policy(outOf(1, java.util.Collections.nCopies(SignatureRule.MAX_RULES, first)), PEER1),
                "limit of " + SignatureRule.MAX_RULES);
    }

    private static MSPPrincipal combined(MSPPrincipal... parts) {
        return principal(
                Classification.COMBINED,
                CombinedPrincipal.newBuilder().addAllPrincipals(List.of(parts)).build());
    }

    private static MSPPrincipal anonymity(MSPIdentityAnonymityType type) {
        return principal(
                Classification.ANONYMITY,
                MSPIdentityAnonymity.newBuilder().setAnonymityType(type).build());
    }

    private static byte[] sha256(DevelopmentCa authority) {
        try {
            return java.security.MessageDigest.getInstance("SHA-256")
                    .digest(authority.certificate().getEncoded());
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private MspIdentity identity(DevelopmentCa authority, String unit) {
        return identity(
                authority.organisation(), authority.issue(NodeSpec.peer(unit).unit(unit)));
    }

    private MspIdentity identity(String mspId, IssuedNode issued) {
        MspVerdict verdict = read().identify(new SerializedIdentity(mspId, issued.certificatePem()));
        return ((MspVerdict.Valid) verdict).identity();
    }

    private ChannelConfiguration read() {
        return ChannelConfiguration.fromBlock(Configurations.block("ch1", 0, Bytes.empty(), config));
    }

    private ChannelPolicy policy(ConfigPolicy tested) {
        Configurations.change(config, "Application", group -> group.putPolicies("Tested", tested));
        return read().policy("/Channel/Application/Tested").orElseThrow();
    }

    private void assertSatisfied(ConfigPolicy tested, MspIdentity... signers) {
        assertThat(policy(tested).isSatisfiedBy(Stream.of(signers).toList())).isTrue();
    }

    private void assertNotSatisfied(ConfigPolicy tested, MspIdentity... signers) {
        assertThat(policy(tested).isSatisfiedBy(Stream.of(signers).toList())).isFalse();
    }

    private void assertFault(ConfigPolicy tested, String named) {
        assertThatExceptionOfType(GossipException.class)
                .isThrownBy(() -> policy(tested))
                .withMessageContaining("/Channel/Application/Tested: ")
                .withMessageContaining(named);
    }
}
