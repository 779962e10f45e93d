package dev.gossip.fabric.msp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.IssuedNode;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.crypto.Pem;
import dev.gossip.fabric.Configurations;
import dev.gossip.spi.crypto.Trust.Admission;
import dev.gossip.spi.crypto.Trust.Admitted;
import dev.gossip.spi.crypto.Trust.Refused;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.junit.jupiter.api.Test;

class MspTrustTest {

    private final VirtualTime time = new VirtualTime();
    private final DevelopmentCa org1 = DevelopmentCa.create("Org1MSP", time);
    private final DevelopmentCa org2 = DevelopmentCa.create("Org2MSP", time);
    private final MspTrust trust = new MspTrust(msp(Configurations.msp("Org1MSP", org1.certificatePem())), time);
    private final Bytes own = org1.issue(NodeSpec.peer("own")).certificatePem();
    private final Bytes other = org2.issue(NodeSpec.peer("other")).certificatePem();

    @Test
    void otherOrganisationsAreTrustedThroughChannelsAlone() {
        assertThat(trust.admit("Org1MSP", own)).isInstanceOf(Admitted.class);
        assertRefused(trust.admit("Org2MSP", other), DropReason.UNTRUSTED_IDENTITY, "no channel");

        trust.channel("ch1", List.of(msp(Configurations.msp("Org2MSP", org2.certificatePem()))), reader -> true);
        assertThat(trust.admit("Org2MSP", other)).isInstanceOf(Admitted.class);
        assertRefused(trust.admit("Org2MSP", own), DropReason.UNTRUSTED_IDENTITY, "vouches");

        trust.leave("ch1");
        assertRefused(trust.admit("Org2MSP", other), DropReason.UNTRUSTED_IDENTITY, "no channel");
    }

    @Test
    void oneChannelThatIncludesItIsEnough() {
        Msp msp = msp(Configurations.msp("Org2MSP", org2.certificatePem()));
        trust.channel("ch1", List.of(msp), reader -> false);
        assertRefused(trust.admit("Org2MSP", other), DropReason.UNTRUSTED_IDENTITY, "readers policy");

        trust.channel("ch2", List.of(msp), reader -> reader.is(MspRole.PEER));
        assertThat(trust.admit("Org2MSP", other)).isInstanceOf(Admitted.class);

        trust.channel("ch2", List.of(), reader -> true);
        assertThat(trust.admit("Org2MSP", other)).isInstanceOf(Refused.class);
    }

    /** What a channel says about our organisation does not count against our own directory. */
    @Test
    void ourOrganisationIsJudgedByOurOwnProvider() {
        DevelopmentCa impostor = DevelopmentCa.create("Org1MSP", time);
        trust.channel("ch1", List.of(msp(Configurations.msp("Org1MSP", impostor.certificatePem()))), reader -> false);

        assertThat(trust.admit("Org1MSP", own)).isInstanceOf(Admitted.class);
        assertThat(trust.admit("Org1MSP", impostor.issue(NodeSpec.peer("x")).certificatePem()))
                .isInstanceOf(Refused.class);
    }

    @Test
    void aCertificateIsTrustedUntilItsEndAndNoLonger() {
        IssuedNode brief = org1.issue(NodeSpec.peer("brief").validFor(Duration.ofHours(1)));
        assertThat(trust.admit("Org1MSP", brief.certificatePem())).isInstanceOf(Admitted.class);

        time.advance(Duration.ofHours(1));

        assertRefused(trust.admit("Org1MSP", brief.certificatePem()), DropReason.EXPIRED_IDENTITY, "CN=brief");
        assertThat(trust.admit("Org1MSP", own)).isInstanceOf(Admitted.class);
    }

    @Test
    void aReloadStaysWithinTheOrganisation() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trust.reload(msp(Configurations.msp("Org2MSP", org2.certificatePem()))))
                .withMessageContaining("Org1MSP");
        Msp fresh = msp(Configurations.msp(
                "Org1MSP", DevelopmentCa.create("Org1MSP", time).certificatePem()));
        trust.reload(fresh);

        assertThat(trust.own()).isSameAs(fresh);
        assertThat(trust.admit("Org1MSP", own)).isInstanceOf(Refused.class);
    }

    @Test
    void tlsGetsTheAuthoritiesAndRevocationsOfAllOrganisations() {
        DevelopmentCa tls = DevelopmentCa.create("Org2TLS", time);
        IssuedNode revoked = tls.issue(NodeSpec.peer("revoked"));
        Msp msp = msp(Configurations.msp("Org2MSP", org2.certificatePem())
                .addTlsRootCerts(ByteString.copyFrom(tls.certificatePem().toByteArray()))
                .addRevocationList(ByteString.copyFrom(
                        Pem.encode(tls.revocationList(revoked.certificate())).toByteArray())));

        trust.channel("ch1", List.of(msp), reader -> true);
        trust.channel("ch2", List.of(msp), reader -> true);

        assertThat(trust.tlsAuthorities()).containsExactly(tls.certificate());
        assertThat(trust.revocationLists()).hasSize(1);
        assertThat(trust.revocationLists().get(0).isRevoked(revoked.certificate()))
                .isTrue();
    }

    private static Msp msp(FabricMSPConfig.Builder config) {
        return Msp.parse(Configurations.encode(config)).orElseThrow();
    }

    private static void assertRefused(Admission admission, DropReason reason, String named) {
        assertThat(admission).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.detail()).contains(named);
        });
    }
}
