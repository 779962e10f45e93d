package dev.gossip.fabric.msp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.EcdsaVerifier;
import dev.gossip.crypto.IssuedNode;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.crypto.Pem;
import dev.gossip.fabric.Resources;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.testkit.VirtualTime;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MspDirectoryTest {

    @TempDir
    private Path directory;

    private final VirtualTime time = new VirtualTime();
    private final DevelopmentCa root = DevelopmentCa.create("Org1MSP", time);
    private final DevelopmentCa lower = root.intermediate("lower");
    private final DevelopmentCa tls = DevelopmentCa.create("Org1TLS", time);
    private final IssuedNode node = lower.issue(NodeSpec.peer("peer0"));

    @Test
    void aRealPeersDirectoryGivesItsIdentityAndItsOrganisation() {
        MspDirectory real = MspDirectory.of("Org1MSP", real("peer2"));

        LocalIdentity identity = real.identity();
        Msp msp = real.load();

        assertThat(msp.identify(identity.identity().encoded()))
                .isInstanceOfSatisfying(MspVerdict.Valid.class, valid -> {
                    assertThat(valid.identity().roles()).containsExactlyInAnyOrder(MspRole.MEMBER, MspRole.PEER);
                    assertThat(valid.identity().mspId()).isEqualTo("Org1MSP");
                });
        Bytes content = Bytes.utf8("content");
        assertThat(new EcdsaVerifier()
                        .verify(identity.identity().publicKey(), content, identity.sign(content))
                        .isValid())
                .isTrue();
        assertThat(msp.tlsAuthorities())
                .containsExactly(Pem.certificates(real("org1/tlscacerts/tlsca.org1.example.com-cert.pem"))
                        .get(0));
    }

    @Test
    void realOrganisationsDoNotTakeEachOthersIdentities() {
        Bytes peer =
                MspDirectory.of("Org1MSP", real("peer2")).identity().identity().encoded();

        assertThat(MspDirectory.of("Org1MSP", real("org1")).load().identify(peer))
                .isInstanceOf(MspVerdict.Valid.class);
        assertThat(MspDirectory.of("Org2MSP", real("org2")).load().identify(peer))
                .isInstanceOf(MspVerdict.Refused.class);
        assertThat(MspDirectory.of("OrdererMSP", real("orderer")).load().identify(peer))
                .isInstanceOf(MspVerdict.Refused.class);
    }

    @Test
    void everyFolderCounts() throws IOException {
        writeNode();
        IssuedNode admin = lower.issue(NodeSpec.peer("admin").unit(""));
        write("admincerts/admin.pem", admin.certificatePem());
        write("tlscacerts/tls.pem", tls.certificatePem());
        write("tlsintermediatecerts/tls.pem", tls.intermediate("tls-lower").certificatePem());
        write("operationscerts/other.pem", Bytes.utf8("not looked at"));
        write("cacerts/.hidden", Bytes.utf8("not looked at"));

        Msp msp = MspDirectory.of("Org1MSP", directory).load();

        assertThat(msp.tlsAuthorities()).hasSize(2).first().isEqualTo(tls.certificate());
        assertThat(msp.identify(admin.certificatePem()))
                .isInstanceOfSatisfying(
                        MspVerdict.Valid.class,
                        valid -> assertThat(valid.identity().is(MspRole.ADMIN)).isTrue());
        assertThat(msp.identify(node.certificatePem()))
                .isInstanceOfSatisfying(
                        MspVerdict.Valid.class,
                        valid -> assertThat(valid.identity().roles()).containsExactly(MspRole.MEMBER));
    }

    @Test
    void whatChangesOnDiskCountsWhenItIsReadAgain() throws IOException {
        writeNode();
        MspDirectory read = MspDirectory.of("Org1MSP", directory);
        MspTrust trust = new MspTrust(read.load(), time);
        assertThat(trust.admit("Org1MSP", node.certificatePem())).isInstanceOf(MspTrust.Admitted.class);

        write("crls/crl.pem", Pem.encode(lower.revocationList(node.certificate())));
        trust.reload(read.load());

        assertThat(trust.admit("Org1MSP", node.certificatePem())).isInstanceOf(MspTrust.Refused.class);
        assertThat(trust.revocationLists()).hasSize(1);
        assertFault(read::identity, "signcerts", "revoked");
    }

    @Test
    void aRevocationListThatCouldRevokeNothingIsRefused() throws IOException {
        writeNode();
        write("crls/other.pem", Pem.encode(tls.revocationList(node.certificate())));
        MspDirectory read = MspDirectory.of("Org1MSP", directory);
        assertFault(read::load, "other.pem", "Org1TLS", "revoke nothing");

        write("tlscacerts/tls.pem", tls.certificatePem());
        assertThat(read.load().identify(node.certificatePem())).isInstanceOf(MspVerdict.Valid.class);
    }

    @Test
    void theKeyIsFoundAmongOthers() throws IOException {
        writeNode();
        write("keystore/a_sk", lower.issue(NodeSpec.peer("old")).keyPem());
        write("keystore/b_sk", Bytes.utf8("no key"));

        assertThat(MspDirectory.of("Org1MSP", directory).identity().identity().certificate())
                .contains(node.certificate());
    }

    @Test
    void faultsNameTheFile() throws IOException {
        MspDirectory read = MspDirectory.of("Org1MSP", directory);
        assertFault(read::load, "cacerts", "root authority");
        writeNode();

        Files.delete(directory.resolve("keystore/priv_sk"));
        assertFault(read::identity, "keystore", "PKCS#11");
        write("keystore/other_sk", lower.issue(NodeSpec.peer("old")).keyPem());
        assertFault(read::identity, "keystore", "other_sk");
        write("signcerts/second.pem", node.certificatePem());
        assertFault(read::identity, "signcerts", "exactly one file, but there are 2");

        write("cacerts/two.pem", Bytes.concat(root.certificatePem(), tls.certificatePem()));
        assertFault(read::load, "two.pem", "2 certificates");
        write("cacerts/two.pem", Bytes.utf8("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
        assertFault(read::load, "two.pem");
    }

    @Test
    void aNodeOfAnotherOrganisationIsNoIdentityHere() throws IOException {
        writeNode();
        IssuedNode stranger = tls.issue(NodeSpec.peer("stranger"));
        write("signcerts/cert.pem", stranger.certificatePem());
        write("keystore/priv_sk", stranger.keyPem());

        assertFault(() -> MspDirectory.of("Org1MSP", directory).identity(), "signcerts", "peers would refuse");
    }

    @Test
    void unitsComeFromTheConfigurationFile() throws IOException {
        writeNode();
        write(
                "config.yaml",
                Bytes.utf8("NodeOUs:\n  Enable: true\n  PeerOUIdentifier:\n"
                        + "    Certificate: intermediatecerts/lower.pem\n    OrganizationalUnitIdentifier: peer\n"));
        MspDirectory read = MspDirectory.of("Org1MSP", directory);

        assertThat(read.load().identify(node.certificatePem())).isInstanceOf(MspVerdict.Valid.class);
        assertThat(read.load()
                        .identify(lower.issue(NodeSpec.peer("c").unit("client")).certificatePem()))
                .isInstanceOf(MspVerdict.Refused.class);

        write("config.yaml", Bytes.utf8("NodeOUs:\n  Enable: perhaps\n"));
        assertFault(read::load, "config.yaml, line 2", "true or false");
        write("config.yaml", Bytes.utf8("NodeOUs:\n  PeerOUIdentifier:\n    Certificate: missing.pem\n"));
        assertFault(read::load, "config.yaml, line 3", "OrganizationalUnitIdentifier is missing");
        write(
                "config.yaml",
                Bytes.utf8("NodeOUs:\n  PeerOUIdentifier:\n    Certificate: missing.pem\n"
                        + "    OrganizationalUnitIdentifier: peer\n"));
        assertFault(read::load, "config.yaml, line 3", "missing.pem", "no such file");
    }

    private void writeNode() throws IOException {
        write("cacerts/root.pem", root.certificatePem());
        write("intermediatecerts/lower.pem", lower.certificatePem());
        write("signcerts/cert.pem", node.certificatePem());
        write("keystore/priv_sk", node.keyPem());
    }

    private void write(String name, Bytes content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content.toByteArray());
    }

    private static Path real(String name) {
        try {
            return Path.of(Objects.requireNonNull(Resources.class.getResource("real/msp/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertFault(ThrowingCallable action, String... named) {
        assertThatExceptionOfType(GossipException.class).isThrownBy(action).satisfies(e -> {
            for (String text : named) {
                assertThat(e).hasMessageContaining(text);
            }
        });
    }
}
