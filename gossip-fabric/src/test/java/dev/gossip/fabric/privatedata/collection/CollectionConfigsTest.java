package dev.gossip.fabric.privatedata.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.fabric.Resources;
import dev.gossip.spi.crypto.Identity;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.junit.jupiter.api.Test;

class CollectionConfigsTest {

    private static Identity identity(String organisation) {
        X509Certificate certificate = Resources.certificate("orderer.pem");
        return new Identity(
                organisation,
                Resources.bytes("orderer.pem"),
                certificate.getPublicKey(),
                Optional.of(certificate),
                Instant.MAX);
    }

    @Test
    void aCollectionIsReadAsItWasWritten() {
        PrivateCollection made = PrivateCollection.of("cc", "col", Set.of("Org2MSP", "Org1MSP"), 1, 3, 7);
        PrivateCollection read = PrivateCollection.read("cc", made.config());

        assertThat(read).usingRecursiveComparison().ignoringFields("members").isEqualTo(made);
        for (String organisation : Set.of("Org1MSP", "Org2MSP", "Org3MSP")) {
            assertThat(read.members().admits(identity(organisation)))
                    .isEqualTo(made.members().admits(identity(organisation)))
                    .isEqualTo(!organisation.equals("Org3MSP"));
        }
    }

    @Test
    void aPolicyCountsOneSignatureOnce() throws InvalidProtocolBufferException {
        assertThat(admits(SignaturePolicy.newBuilder().setSignedBy(0))).isTrue();
        assertThat(admits(SignaturePolicy.newBuilder().setSignedBy(7))).isFalse();
        assertThat(admits(of(1, signedBy(1), signedBy(0)))).isTrue();
        assertThat(admits(of(2, signedBy(0), signedBy(0)))).isFalse();
        assertThat(admits(of(2, of(0), signedBy(0)))).isTrue();
        assertThat(admits(of(1))).isFalse();
        assertThat(admits(of(Integer.MAX_VALUE, signedBy(0)))).isFalse();
        assertThat(admits(SignaturePolicy.newBuilder())).isFalse();
        // The certificate names the unit "orderer".
        assertThat(admits(signedBy(2))).isTrue();
        assertThat(admits(signedBy(3))).isFalse();
    }

    private static boolean admits(SignaturePolicy.Builder rule) throws InvalidProtocolBufferException {
        SignaturePolicyEnvelope policy = SignaturePolicyEnvelope.newBuilder()
                .addIdentities(role("OrdererMSP", MSPRoleType.MEMBER))
                .addIdentities(role("Org2MSP", MSPRoleType.MEMBER))
                .addIdentities(role("OrdererMSP", MSPRoleType.ORDERER))
                .addIdentities(role("OrdererMSP", MSPRoleType.PEER))
                .setRule(rule)
                .build();
        return new SignatureMembers(policy).admits(identity("OrdererMSP"));
    }

    private static MSPPrincipal role(String organisation, MSPRoleType type) {
        return MSPPrincipal.newBuilder()
                .setPrincipal(MSPRole.newBuilder()
                        .setMspIdentifier(organisation)
                        .setRole(type)
                        .build()
                        .toByteString())
                .build();
    }

    private static SignaturePolicy.Builder signedBy(int index) {
        return SignaturePolicy.newBuilder().setSignedBy(index);
    }

    private static SignaturePolicy.Builder of(int n, SignaturePolicy.Builder... rules) {
        SignaturePolicy.NOutOf.Builder all = SignaturePolicy.NOutOf.newBuilder().setN(n);
        for (SignaturePolicy.Builder rule : rules) {
            all.addRules(rule);
        }
        return SignaturePolicy.newBuilder().setNOutOf(all);
    }

    @Test
    void brokenConfigurationsAreRefusedWithTheirNamespace() {
        byte[] good = PrivateCollection.of("cc", "col", Set.of("Org1MSP"), 1, 3, 7)
                .config()
                .toByteArray();
        for (int length = 0; length < good.length; length++) {
            Bytes cut = Bytes.wrap(ByteString.copyFrom(good, 0, length).toByteArray());
            assertThatExceptionOfType(GossipException.class)
                    .as("cut at " + length)
                    .isThrownBy(() -> PrivateCollection.read("cc", cut))
                    .withMessageContaining("'cc'");
        }
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] flipped = good.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                PrivateCollection.read("cc", Bytes.wrap(flipped)).members().admits(identity("Org1MSP"));
            } catch (GossipException refused) {
                assertThat(refused).hasMessageContaining("'cc'");
            }
        }
    }

    @Test
    void numbersOfPeersMustFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrivateCollection.of("cc", "col", Set.of("Org1MSP"), 2, 1, 0))
                .withMessageContaining("requiredPeerCount 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrivateCollections.of(
                        PrivateCollection.of("cc", "col", Set.of("Org1MSP"), 0, 1, 0),
                        PrivateCollection.of("cc", "col", Set.of("Org2MSP"), 0, 1, 0)))
                .withMessageContaining("twice");
    }

    @Test
    void implicitCollectionsExistForEveryOrganisationButOnlyOursIsPushed() {
        PrivateCollections all = PrivateCollections.NONE.withImplicit("Org1MSP", 0, 1);

        PrivateCollection ours = all.current("cc", "_implicit_org_Org1MSP").orElseThrow();
        PrivateCollection theirs = all.at("cc", "_implicit_org_Org2MSP", 3).orElseThrow();
        assertThat(ours.maximumPeerCount()).isEqualTo(1);
        assertThat(theirs.maximumPeerCount()).isZero();
        assertThat(theirs.members().admits(identity("Org1MSP"))).isFalse();
        assertThat(all.current("cc", "col")).isEmpty();
    }
}
