package dev.gossip.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.crypto.Trust.Admission;
import dev.gossip.spi.crypto.Trust.Admitted;
import dev.gossip.spi.crypto.Trust.Refused;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrganisationTrustTest {

    private final VirtualTime time = new VirtualTime();
    private final DevelopmentCa org1 = DevelopmentCa.create("Org1MSP", time);
    private final DevelopmentCa org2 = DevelopmentCa.create("Org2MSP", time);
    private final OrganisationTrust trust = OrganisationTrust.builder()
            .organisation("Org1MSP", org1.certificate())
            .organisation("Org2MSP", org2.certificate())
            .build(time);

    @Test
    void admitsWhatTheClaimedOrganisationIssued() {
        IssuedNode node = org1.issue(NodeSpec.peer("peer0"));
        // A slice, as it arrives within a frame.
        Bytes frame = Bytes.concat(Bytes.utf8("header"), node.certificatePem(), Bytes.utf8("rest"));

        Admission admission =
                trust.admit("Org1MSP", frame.slice(6, node.certificatePem().length()));

        assertThat(admission).isInstanceOfSatisfying(Admitted.class, admitted -> {
            assertThat(admitted.identity().organisation()).isEqualTo("Org1MSP");
            assertThat(admitted.identity().encoded()).isEqualTo(node.certificatePem());
            assertThat(admitted.identity().certificate()).contains(node.certificate());
            assertThat(admitted.identity().notAfter())
                    .isEqualTo(node.certificate().getNotAfter().toInstant());
        });
        assertThat(trust.admit("Org1MSP", node.certificatePem())).isSameAs(admission);
    }

    @Test
    void aCertificateOfAnotherOrganisationIsUntrusted() {
        IssuedNode node = org1.issue(NodeSpec.peer("peer0"));

        Refused refused = refused(trust.admit("Org2MSP", node.certificatePem()));

        assertThat(refused.reason()).isEqualTo(DropReason.UNTRUSTED_IDENTITY);
        assertThat(refused.detail()).contains("no certificate authority of Org2MSP", "CN=peer0", "CN=ca.Org1MSP");
    }

    @Test
    void anAuthorityOfTheSameNameButAnotherKeyIsUntrusted() {
        DevelopmentCa impostor = DevelopmentCa.create("Org1MSP", time);

        Refused refused = refused(
                trust.admit("Org1MSP", impostor.issue(NodeSpec.peer("peer0")).certificatePem()));

        assertThat(refused.reason()).isEqualTo(DropReason.UNTRUSTED_IDENTITY);
    }

    @Test
    void anUnknownOrganisationIsUntrusted() {
        Refused refused = refused(trust.admit(
                "Org9MSP\n" + "x".repeat(10_000), org1.issue(NodeSpec.peer("p")).certificatePem()));

        assertThat(refused.reason()).isEqualTo(DropReason.UNTRUSTED_IDENTITY);
        assertThat(refused.detail()).contains("Org9MSP?x", "unknown", "[Org1MSP, Org2MSP]");
        assertThat(refused.detail().length()).isLessThan(400);
    }

    @Test
    void whereNoOrganisationIsClaimedTheIssuerVouches() {
        IssuedNode node = org1.issue(NodeSpec.peer("peer0"));

        assertThat(trust.admit("", node.certificatePem()))
                .isSameAs(trust.admit("Org1MSP", node.certificatePem()))
                .isInstanceOfSatisfying(
                        Admitted.class,
                        admitted ->
                                assertThat(admitted.identity().organisation()).isEqualTo("Org1MSP"));

        Refused refused = refused(trust.admit(
                "",
                DevelopmentCa.create("Org3MSP", time)
                        .issue(NodeSpec.peer("peer0"))
                        .certificatePem()));
        assertThat(refused.reason()).isEqualTo(DropReason.UNTRUSTED_IDENTITY);
        assertThat(refused.detail()).contains("none of the organisations [Org1MSP, Org2MSP]", "of Org2MSP");
        assertThat(OrganisationTrust.builder().build(time).admit("", node.certificatePem()))
                .isInstanceOf(Refused.class);
    }

    @Test
    void aSingleOrganisationsRefusalKeepsItsReason() {
        IssuedNode node = org1.issue(NodeSpec.peer("peer0").validFor(Duration.ofHours(1)));
        OrganisationTrust only = OrganisationTrust.builder()
                .organisation("Org1MSP", org1.certificate())
                .build(time);
        time.advance(Duration.ofHours(2));
        assertThat(refused(only.admit("", node.certificatePem())).reason()).isEqualTo(DropReason.EXPIRED_IDENTITY);
    }

    @Test
    void anAdmissionEndsWithTheCertificate() {
        IssuedNode node = org1.issue(NodeSpec.peer("peer0").validFor(Duration.ofHours(1)));
        assertThat(trust.admit("Org1MSP", node.certificatePem())).isInstanceOf(Admitted.class);

        time.advance(Duration.ofHours(1));

        Refused refused = refused(trust.admit("Org1MSP", node.certificatePem()));
        assertThat(refused.reason()).isEqualTo(DropReason.EXPIRED_IDENTITY);
        assertThat(refused.detail())
                .contains(
                        "CN=peer0",
                        "expired on " + node.certificate().getNotAfter().toInstant());
    }

    @Test
    void aRefusalForAnEarlyStartEndsAtTheStart() {
        IssuedNode node = org1.issue(NodeSpec.peer("peer0").validFrom(time.now().plus(Duration.ofSeconds(10))));

        Refused refused = refused(trust.admit("Org1MSP", node.certificatePem()));
        assertThat(refused.reason()).isEqualTo(DropReason.UNTRUSTED_IDENTITY);
        assertThat(refused.detail()).contains("is not valid before");

        time.advance(Duration.ofSeconds(10));
        assertThat(trust.admit("Org1MSP", node.certificatePem())).isInstanceOf(Admitted.class);
    }

    @Test
    void anAuthorityIsNoIdentity() {
        Refused refused = refused(trust.admit("Org1MSP", org1.certificatePem()));

        assertThat(refused.reason()).isEqualTo(DropReason.UNTRUSTED_IDENTITY);
        assertThat(refused.detail()).contains("certificate authority, which cannot be the identity");
    }

    @Test
    void anExpiredAuthorityRefusesUnlessAskedToBeLikeFabric() {
        DevelopmentCa brief = DevelopmentCa.create("Org3MSP", "ca.org3", Curve.P_384, Duration.ofHours(1), time);
        Bytes node = brief.issue(NodeSpec.peer("peer0")).certificatePem();
        var builder = OrganisationTrust.builder().organisation("Org3MSP", brief.certificate());
        OrganisationTrust strict = builder.build(time);
        OrganisationTrust likeFabric = builder.acceptExpiredAuthorities().build(time);
        assertThat(strict.admit("Org3MSP", node)).isInstanceOf(Admitted.class);

        time.advance(Duration.ofHours(2));

        Refused refused = refused(strict.admit("Org3MSP", node));
        assertThat(refused.reason()).isEqualTo(DropReason.EXPIRED_IDENTITY);
        assertThat(refused.detail()).contains("CN=ca.org3", "expired on");
        assertThat(likeFabric.admit("Org3MSP", node)).isInstanceOf(Admitted.class);
    }

    @Test
    void intermediatesIssueAndTheRootAboveThemDoesNot() {
        DevelopmentCa lower = org1.intermediate("ica.org1");
        OrganisationTrust layered = OrganisationTrust.builder()
                .organisation("Org1MSP", List.of(org1.certificate()), List.of(lower.certificate()))
                .build(time);

        assertThat(layered.admit("Org1MSP", lower.issue(NodeSpec.peer("p")).certificatePem()))
                .isInstanceOf(Admitted.class);
        Refused refused =
                refused(layered.admit("Org1MSP", org1.issue(NodeSpec.peer("p")).certificatePem()));
        assertThat(refused.reason()).isEqualTo(DropReason.UNTRUSTED_IDENTITY);
        assertThat(refused.detail()).contains("issues only authorities");
        // Without being configured, the intermediate authority is unknown.
        assertThat(refused(trust.admit(
                                "Org1MSP", lower.issue(NodeSpec.peer("p")).certificatePem()))
                        .reason())
                .isEqualTo(DropReason.UNTRUSTED_IDENTITY);
    }

    @Test
    void configurationMistakesAreToldWhenBuilding() {
        var leaf = org1.issue(NodeSpec.peer("peer0")).certificate();
        assertThatThrownBy(() -> OrganisationTrust.builder().organisation("Org1MSP", leaf))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("CN=peer0")
                .hasMessageContaining("not the certificate of an authority");
        assertThatThrownBy(() -> OrganisationTrust.builder().organisation("Org1MSP"))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("at least one root");
        assertThatThrownBy(() -> OrganisationTrust.builder()
                        .organisation("Org1MSP", org1.certificate())
                        .organisation("Org1MSP", org2.certificate()))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("added twice");
        var foreign = org2.intermediate("ica").certificate();
        assertThatThrownBy(() -> OrganisationTrust.builder()
                        .organisation("Org1MSP", List.of(org1.certificate()), List.of(foreign)))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("intermediate authority");
    }

    @Test
    void admitsEveryIdentityThatFabricMade() {
        OrganisationTrust fabric = OrganisationTrust.builder()
                .organisation("Org1MSP", Golden.certificate("ca-Org1MSP.pem"))
                .organisation("Org2MSP", Golden.certificate("ca-Org2MSP.pem"))
                .organisation("Org3MSP", Golden.certificate("ca-Org3MSP.pem"))
                .organisation("OrdererMSP", Golden.certificate("ca-OrdererMSP.pem"))
                .build(new VirtualTime(Golden.NOW));
        for (String[] row : Golden.rows("identities.tsv")) {
            Bytes encoded = Golden.file(row[0] + ".pem");
            assertThat(fabric.admit(row[1], encoded)).as(row[0]).isInstanceOf(Admitted.class);
            String other = row[1].equals("Org1MSP") ? "Org2MSP" : "Org1MSP";
            assertThat(fabric.admit(other, encoded)).as(row[0]).isInstanceOf(Refused.class);
        }
        OrganisationTrust network = OrganisationTrust.builder()
                .organisation("Org1MSP", Golden.certificate("network/ca-org1.pem"))
                .organisation("Org2MSP", Golden.certificate("network/ca-org2.pem"))
                .build(new VirtualTime(Golden.NOW));
        assertThat(network.admit("Org1MSP", Golden.file("network/peer2.pem"))).isInstanceOf(Admitted.class);
        assertThat(network.admit("Org2MSP", Golden.file("network/peer2.pem"))).isInstanceOf(Refused.class);
    }

    static Refused refused(Admission admission) {
        assertThat(admission).isInstanceOf(Refused.class);
        return (Refused) admission;
    }
}
