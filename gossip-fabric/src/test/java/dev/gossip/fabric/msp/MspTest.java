package dev.gossip.fabric.msp;

import static dev.gossip.fabric.Configurations.encode;
import static dev.gossip.fabric.Configurations.msp;
import static dev.gossip.fabric.Configurations.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.observe.DropReason;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.IssuedNode;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.crypto.Pem;
import dev.gossip.fabric.Resources;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.hyperledger.fabric.protos.msp.FabricCryptoConfig;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.FabricNodeOUs;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MspTest {

    private final VirtualTime time = new VirtualTime();
    private final DevelopmentCa ca = DevelopmentCa.create("Org1MSP", time);
    private final FabricMSPConfig.Builder config = msp("Org1MSP", ca.certificatePem());
    private final Bytes odd = Resources.bytes("odd/shared-part.pem");

    @ParameterizedTest
    @EnumSource(
            value = MspRole.class,
            names = {"CLIENT", "PEER", "ADMIN", "ORDERER"})
    void anOrganizationalUnitGivesARole(MspRole role) {
        MspIdentity identity =
                valid(ca.issue(NodeSpec.peer("node").unit(role.name().toLowerCase(java.util.Locale.ROOT)))
                        .certificatePem());

        assertThat(identity.roles()).containsExactlyInAnyOrder(MspRole.MEMBER, role);
        assertThat(identity.is(role)).isTrue();
        assertThat(identity.mspId()).isEqualTo("Org1MSP");
    }

    @Test
    void withNodeUnitsAnIdentityNeedsExactlyOneRole() {
        assertRefused(ca.issue(NodeSpec.peer("none").unit("")).certificatePem(), "exactly one");
        assertRefused(ca.issue(NodeSpec.peer("none").unit("sales")).certificatePem(), "exactly one");

        Msp oddMsp = read(msp("OddMSP", Resources.bytes("odd/ca.pem")));
        assertThat(oddMsp.identify(Resources.bytes("odd/two-roles.pem")))
                .isInstanceOfSatisfying(
                        MspVerdict.Refused.class,
                        refused -> assertThat(refused.detail()).contains("exactly one", "peer", "client"));
    }

    @Test
    void withoutNodeUnitsAnIdentityIsAMemberOrAListedAdmin() {
        config.setFabricNodeOus(FabricNodeOUs.newBuilder().setEnable(false).setPeerOuIdentifier(unit("peer")));
        IssuedNode admin = ca.issue(NodeSpec.peer("admin").unit("admin"));
        config.addAdmins(ByteString.copyFrom(admin.certificatePem().toByteArray()));

        assertThat(valid(ca.issue(NodeSpec.peer("p")).certificatePem()).roles()).containsExactly(MspRole.MEMBER);
        assertThat(valid(admin.certificatePem()).roles()).containsExactlyInAnyOrder(MspRole.MEMBER, MspRole.ADMIN);
    }

    @Test
    void unitsThatShareAPartOfTheNameAllCount() {
        MspIdentity identity = ((MspVerdict.Valid)
                        read(msp("OddMSP", Resources.bytes("odd/ca.pem"))).identify(odd))
                .identity();

        assertThat(identity.units()).containsExactlyInAnyOrder("peer", "department1", "sales");
        assertThat(identity.is(MspRole.PEER)).isTrue();
    }

    /** Anybody can turn the issuer's signature into its other form; that makes no second identity. */
    @Test
    void theOtherFormOfTheIssuersSignatureIsTheSameIdentity() {
        Bytes twin = Resources.bytes("odd/shared-part-twin.pem");
        Msp oddMsp = read(msp("OddMSP", Resources.bytes("odd/ca.pem")));

        MspIdentity one = ((MspVerdict.Valid) oddMsp.identify(odd)).identity();
        MspIdentity other = ((MspVerdict.Valid) oddMsp.identify(twin)).identity();

        assertThat(one.identity().encoded()).isNotEqualTo(other.identity().encoded());
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(Set.of(one)).contains(other);
    }

    @Test
    void aCertifierLimitsWhoseWordCounts() {
        DevelopmentCa peers = ca.intermediate("peers");
        DevelopmentCa others = ca.intermediate("others");
        config.addIntermediateCerts(pem(peers)).addIntermediateCerts(pem(others));
        config.getFabricNodeOusBuilder().setPeerOuIdentifier(unit("peer").setCertificate(pem(peers)));

        assertThat(valid(peers.issue(NodeSpec.peer("p")).certificatePem()).is(MspRole.PEER))
                .isTrue();
        assertRefused(others.issue(NodeSpec.peer("p")).certificatePem(), "certified by another authority");
        assertThat(valid(others.issue(NodeSpec.peer("c").unit("client")).certificatePem())
                        .is(MspRole.CLIENT))
                .isTrue();
        assertRefused(ca.issue(NodeSpec.peer("p")).certificatePem(), "issues only authorities");
    }

    @Test
    void recognisedUnitsAreNeededWhereThereAreAny() {
        config.addOrganizationalUnitIdentifiers(unit("client").setCertificate(pem(ca)));

        assertThat(valid(ca.issue(NodeSpec.peer("c").unit("client")).certificatePem())
                        .roles())
                .contains(MspRole.CLIENT);
        assertRefused(ca.issue(NodeSpec.peer("p")).certificatePem(), "recognised");
    }

    @Test
    void datesOfTodayDoNotMatterHere() {
        IssuedNode brief = ca.issue(NodeSpec.peer("brief").validFor(Duration.ofMinutes(1)));
        time.advance(Duration.ofDays(20_000));

        assertThat(valid(brief.certificatePem()).is(MspRole.PEER)).isTrue();
    }

    @Test
    void revokedIdentitiesAuthoritiesAndStrangersAreRefused() {
        IssuedNode revoked = ca.issue(NodeSpec.peer("revoked"));
        config.addRevocationList(ByteString.copyFrom(
                Pem.encode(ca.revocationList(revoked.certificate())).toByteArray()));

        assertRefused(revoked.certificatePem(), "revoked");
        assertRefused(ca.certificatePem(), "certificate authority");
        assertRefused(
                DevelopmentCa.create("Org1MSP", time).issue(NodeSpec.peer("p")).certificatePem(), "vouches");
        assertThat(valid(ca.issue(NodeSpec.peer("p")).certificatePem()).is(MspRole.PEER))
                .isTrue();
    }

    @Test
    void authoritiesAreHeldToFabricsDemands() {
        assertUnreadable(msp("OddMSP", Resources.bytes("odd/ca-no-ski.pem")), "subject key identifier");
        assertUnreadable(msp("OddMSP", Resources.bytes("odd/ca-no-sign.pem")), "keyCertSign");
        assertUnreadable(
                msp("OddMSP", Resources.bytes("odd/ca.pem"))
                        .addTlsRootCerts(ByteString.copyFrom(
                                Resources.bytes("odd/ca-no-ski.pem").toByteArray())),
                "TLS root");
        assertUnreadable(msp("OddMSP", odd), "not the certificate of an authority");
        assertUnreadable(FabricMSPConfig.newBuilder().setName("Org1MSP"), "at least one root");
        assertUnreadable(config.clone().clearName(), "name");
        assertUnreadable(config.clone().addIntermediateCerts(pem(DevelopmentCa.create("x", time))), "intermediate");
        assertUnreadable(
                config.clone().setCryptoConfig(FabricCryptoConfig.newBuilder().setSignatureHashFamily("SHA3")), "SHA3");
        assertUnreadable(config.clone().addOrganizationalUnitIdentifiers(unit("x")), "needs the certificate");
        assertUnreadable(
                config.clone()
                        .addOrganizationalUnitIdentifiers(
                                unit("x").setCertificate(pem(DevelopmentCa.create("x", time)))),
                "no authority of this MSP");
        assertUnreadable(
                config.clone().addAllAdmins(java.util.Collections.nCopies(MspConfigReader.MAX_ENTRIES + 1, pem(ca))),
                "limit of " + MspConfigReader.MAX_ENTRIES);
    }

    @Test
    void otherKindsOfProvidersHaveNoNodes() {
        assertThat(Msp.parse(
                        Bytes.wrap(MSPConfig.newBuilder().setType(1).build().toByteArray())))
                .isEmpty();
    }

    @Test
    void damagedConfigurationsAndIdentitiesGiveErrorsAndNoSurprises() {
        byte[] whole = encode(config).toByteArray();
        byte[] identity = ca.issue(NodeSpec.peer("p")).certificatePem().toByteArray();
        Msp good = read(config);
        long seed = 47;
        Random random = new Random(seed);
        for (int i = 0; i < 150; i++) {
            try {
                Msp.parse(Bytes.wrap(damaged(whole, random)));
            } catch (GossipException e) {
                assertThat(e.getMessage()).as("seed %d, round %d", seed, i).isNotEmpty();
            }
            assertThat(good.identify(Bytes.wrap(damaged(identity, random)))).isNotNull();
        }
    }

    @Test
    void verdictsAreRememberedWithinABound() {
        VerdictMemory memory = new VerdictMemory();
        MspVerdict refused = new MspVerdict.Refused(DropReason.MALFORMED, "x");
        MspVerdict valid =
                new MspVerdict.Valid(valid(ca.issue(NodeSpec.peer("p")).certificatePem()));
        memory.get(Bytes.utf8("good"), () -> valid);
        for (int i = 0; i < 2 * VerdictMemory.LIMIT; i++) {
            memory.get(Bytes.ofLong(i), () -> refused);
        }

        assertThat(memory.size()).isEqualTo(VerdictMemory.LIMIT + 1);
        assertThat(memory.get(Bytes.utf8("good"), () -> refused)).isSameAs(valid);
    }

    private static byte[] damaged(byte[] whole, Random random) {
        byte[] copy =
                random.nextBoolean() ? whole.clone() : java.util.Arrays.copyOf(whole, random.nextInt(whole.length));
        if (copy.length > 0) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private static ByteString pem(DevelopmentCa authority) {
        return ByteString.copyFrom(authority.certificatePem().toByteArray());
    }

    private static Msp read(FabricMSPConfig.Builder config) {
        return Msp.parse(encode(config)).orElseThrow();
    }

    private MspIdentity valid(Bytes pem) {
        MspVerdict verdict = read(config).identify(pem);
        assertThat(verdict).isInstanceOf(MspVerdict.Valid.class);
        return ((MspVerdict.Valid) verdict).identity();
    }

    private void assertRefused(Bytes pem, String named) {
        assertThat(read(config).identify(pem))
                .isInstanceOfSatisfying(
                        MspVerdict.Refused.class,
                        refused -> assertThat(refused.detail()).contains(named));
    }

    private static void assertUnreadable(FabricMSPConfig.Builder config, String... named) {
        assertThatExceptionOfType(GossipException.class)
                .isThrownBy(() -> read(config))
                .satisfies(e -> assertThat(List.of(named))
                        .allSatisfy(text -> assertThat(e).hasMessageContaining(text)));
    }
}
