package dev.gossip.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.GossipException;
import dev.gossip.crypto.ec.BouncyCastle;
import dev.gossip.crypto.ec.CurveDomain;
import dev.gossip.crypto.ec.EcKeys;
import dev.gossip.crypto.ec.EcdsaSignature;
import dev.gossip.testkit.VirtualTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DevelopmentCaTest {

    private final VirtualTime time = new VirtualTime();

    @ParameterizedTest
    @EnumSource(names = {"P_256", "P_384"})
    void certificatesCarryWhatFabricAndTlsLookFor(Curve curve) throws Exception {
        DevelopmentCa ca = DevelopmentCa.create("Org1MSP", "ca.org1", curve, Duration.ofDays(30), time);
        X509Certificate certificate = ca.issue(
                        NodeSpec.peer("peer0.org1").on(curve).ip("127.0.0.1").ip("::1"))
                .certificate();

        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=peer0.org1,OU=peer,O=Org1MSP");
        assertThat(certificate.getIssuerX500Principal())
                .isEqualTo(ca.certificate().getSubjectX500Principal());
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getKeyUsage()[0]).as("digitalSignature").isTrue();
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(certificate.getSubjectAlternativeNames())
                .contains(List.of(2, "peer0.org1"), List.of(7, "127.0.0.1"))
                .hasSize(3);
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(time.now().minus(Duration.ofMinutes(5)));
        assertThat(EcKeys.curve(certificate.getPublicKey())).isSameAs(curve.domain());
        assertThat(ca.certificate().getBasicConstraints()).isNotNegative();
        assertThat(ca.certificate().getKeyUsage()[5]).as("keyCertSign").isTrue();
        certificate.verify(ca.certificate().getPublicKey(), BouncyCastle.PROVIDER);
        ca.certificate().verify(ca.certificate().getPublicKey(), BouncyCastle.PROVIDER);
    }

    @Test
    void everySignatureHasLowS() {
        DevelopmentCa ca = DevelopmentCa.create("Org1MSP", time);
        CurveDomain curve = CurveDomain.P_256;
        for (int i = 0; i < 16; i++) {
            byte[] signature = ca.issue(NodeSpec.peer("peer" + i)).certificate().getSignature();
            assertThat(EcdsaSignature.decode(signature, curve.order()).isLowS(curve))
                    .isTrue();
        }
    }

    @Test
    void datesAreAsAsked() {
        Instant start = Instant.parse("2020-01-01T00:00:00Z");
        X509Certificate old = DevelopmentCa.create("Org1MSP", time)
                .issue(NodeSpec.peer("p")
                        .validFrom(start)
                        .validFor(Duration.ofDays(1))
                        .unit("client"))
                .certificate();

        assertThat(old.getNotBefore()).isEqualTo(start);
        assertThat(old.getNotAfter()).isEqualTo(start.plus(Duration.ofDays(1)));
        assertThat(old.getSubjectX500Principal().getName()).contains("OU=client");
    }

    @Test
    void impossibleNodesAreRefused() {
        DevelopmentCa ca = DevelopmentCa.create("Org1MSP", time);
        assertThatThrownBy(() -> ca.issue(NodeSpec.peer("p").ip("localhost")))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("'localhost' is no literal");
        assertThatThrownBy(() -> NodeSpec.peer(" ")).isInstanceOf(GossipException.class);
        assertThatThrownBy(() -> NodeSpec.peer("p").validFor(Duration.ZERO))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("positive time");
    }
}
