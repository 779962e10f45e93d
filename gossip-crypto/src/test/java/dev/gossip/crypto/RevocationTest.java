package dev.gossip.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.observe.DropReason;
import dev.gossip.crypto.Certification.Certified;
import dev.gossip.spi.crypto.Trust.Admitted;
import dev.gossip.spi.crypto.Trust.Refused;
import dev.gossip.testkit.VirtualTime;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RevocationTest {

    private final VirtualTime time = new VirtualTime();
    private final DevelopmentCa ca = DevelopmentCa.create("Org1MSP", time);
    private final DevelopmentCa lower = ca.intermediate("lower");
    private final IssuedNode good = lower.issue(NodeSpec.peer("good"));
    private final IssuedNode bad = lower.issue(NodeSpec.peer("bad"));

    @Test
    void aRevokedIdentityIsRefusedByNameAndItsNeighbourIsNot() {
        OrganisationAuthorities authorities = authorities(lower.revocationList(bad.certificate()));

        assertThat(authorities.certify(bad.certificatePem()))
                .isInstanceOfSatisfying(Certification.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(DropReason.UNTRUSTED_IDENTITY);
                    assertThat(refused.detail()).contains("CN=bad", "revoked", "CN=lower");
                });
        assertThat(authorities.certify(good.certificatePem())).isInstanceOfSatisfying(Certified.class, certified -> {
            assertThat(certified.identity().organisation()).isEqualTo("Org1MSP");
            assertThat(certified.path()).containsExactly(good.certificate(), lower.certificate(), ca.certificate());
        });
    }

    @Test
    void onlyTheIssuerOfACertificateRevokesIt() {
        DevelopmentCa impostor = DevelopmentCa.create("Org1MSP", time).intermediate("lower");
        X509CRL ofTheRoot = ca.revocationList(bad.certificate());
        X509CRL ofTheImpostor = impostor.revocationList(bad.certificate());

        OrganisationAuthorities authorities = authorities(ofTheRoot, ofTheImpostor);
        assertThat(authorities.certify(bad.certificatePem())).isInstanceOf(Certified.class);
        assertThat(authorities.signed(ofTheRoot)).isTrue();
        assertThat(authorities.signed(ofTheImpostor)).isFalse();
    }

    @Test
    void anOrganisationWithARevokedAuthorityIsRefused() {
        assertThatThrownBy(() -> authorities(ca.revocationList(lower.certificate())))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("intermediate")
                .hasMessageContaining("CN=lower")
                .hasMessageContaining("revoked");
    }

    @Test
    void aReloadTakesBackWhatWasAdmitted() {
        OrganisationTrust trust =
                OrganisationTrust.builder().organisation(authorities()).build(time);
        assertThat(trust.admit("Org1MSP", bad.certificatePem())).isInstanceOf(Admitted.class);

        trust.reload(OrganisationTrust.builder().organisation(authorities(lower.revocationList(bad.certificate()))));

        assertThat(trust.admit("Org1MSP", bad.certificatePem())).isInstanceOf(Refused.class);
        assertThat(trust.admit("Org1MSP", good.certificatePem())).isInstanceOf(Admitted.class);
    }

    @Test
    void tlsRefusesWhatWasRevokedAndForgivesAfterAReload() throws Exception {
        IssuedNode own = ca.issue(NodeSpec.peer("own"));
        TlsMaterial open = own.tls(ca.certificate());
        JdkTlsContext tls = JdkTlsContext.builder(
                        open.trusting(List.of(ca.certificate()), List.of(lower.revocationList(bad.certificate()))),
                        time)
                .verifyPeerName(false)
                .build();

        assertThatThrownBy(() -> check(tls, bad))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("CN=bad")
                .hasMessageContaining("revoked");
        check(tls, good);

        tls.reload(open);

        check(tls, bad);
    }

    @Test
    void tlsRefusesNodesBelowARevokedAuthority() {
        TlsMaterial material = ca.issue(NodeSpec.peer("own"))
                .tls(ca.certificate())
                .trusting(List.of(ca.certificate()), List.of(ca.revocationList(lower.certificate())));
        JdkTlsContext tls = JdkTlsContext.builder(material, time).build();

        assertThatThrownBy(() -> check(tls, good))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("CN=lower");
    }

    @Test
    void aListSurvivesItsTextForm() {
        X509CRL list = lower.revocationList(bad.certificate(), good.certificate());

        assertThat(Pem.revocationLists(Pem.encode(list), "list")).containsExactly(list);
        assertThatThrownBy(() -> Pem.revocationLists(good.certificatePem(), "crls/x.pem"))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("crls/x.pem: no revocation list");
    }

    @Test
    void damagedListsAreRefusedWithTheNameOfTheirFile() {
        byte[] whole = Pem.encode(lower.revocationList(bad.certificate())).toByteArray();
        long seed = 20_261_121;
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = whole.clone();
            int at = random.nextInt(damaged.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            try {
                Pem.revocationLists(Bytes.wrap(damaged), "the file");
            } catch (GossipException e) {
                assertThat(e.getMessage()).as("seed %d, byte %d", seed, at).startsWith("the file: ");
            }
        }
    }

    @Test
    void expiredAndRevokedIsStillRefused() {
        IssuedNode brief = lower.issue(NodeSpec.peer("brief").validFor(Duration.ofHours(1)));
        OrganisationTrust trust = OrganisationTrust.builder()
                .organisation(authorities(lower.revocationList(brief.certificate())))
                .build(time);
        time.advance(Duration.ofHours(2));

        assertThat(trust.admit("Org1MSP", brief.certificatePem()))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(DropReason.EXPIRED_IDENTITY));
    }

    private OrganisationAuthorities authorities(X509CRL... lists) {
        return new OrganisationAuthorities(
                "Org1MSP", List.of(ca.certificate()), List.of(lower.certificate()), List.of(lists));
    }

    private static void check(JdkTlsContext tls, IssuedNode node) throws CertificateException {
        tls.trustManager().checkClientTrusted(node.chain().toArray(X509Certificate[]::new), "ECDHE_ECDSA");
    }
}
