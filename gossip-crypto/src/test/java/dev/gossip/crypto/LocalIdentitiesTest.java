package dev.gossip.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.testkit.VirtualTime;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalIdentitiesTest {

    private final DevelopmentCa ca = DevelopmentCa.create("Org1MSP", new VirtualTime());
    private final IssuedNode node = ca.issue(NodeSpec.peer("peer0").on(Curve.P_384));

    @TempDir
    Path folder;

    private Path certificate;
    private Path key;

    @BeforeEach
    void write() throws Exception {
        certificate =
                Files.write(folder.resolve("node.pem"), node.certificatePem().toByteArray());
        key = Files.write(folder.resolve("node.key"), node.keyPem().toByteArray());
    }

    @Test
    void loadsFilesAndSigns() {
        LocalIdentity identity = LocalIdentities.load("Org1MSP", certificate, key);

        Bytes content = Bytes.utf8("content");
        assertThat(new EcdsaVerifier()
                        .verify(identity.identity().publicKey(), content, identity.sign(content))
                        .isValid())
                .isTrue();
        assertThat(identity.identity().encoded()).isEqualTo(node.certificatePem());
        assertThat(identity.identity().organisation()).isEqualTo("Org1MSP");
        assertThat(identity.identity().notAfter())
                .isEqualTo(node.certificate().getNotAfter().toInstant());
    }

    @Test
    void loadsAPeerOfARunningFabricNetwork() {
        Bytes pem = Golden.file("network/peer2.pem");

        LocalIdentity identity = LocalIdentities.parse("Org1MSP", pem, Golden.file("network/peer2.key"));

        assertThat(identity.identity().encoded()).isEqualTo(pem);
    }

    @Test
    void aKeyOfAnotherNodeIsRefusedNamingBothFiles() throws Exception {
        Path other = Files.write(
                folder.resolve("other.key"),
                ca.issue(NodeSpec.peer("peer1").on(Curve.P_384)).keyPem().toByteArray());

        assertThatThrownBy(() -> LocalIdentities.load("Org1MSP", certificate, other))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("other.key")
                .hasMessageContaining("node.pem")
                .hasMessageContaining("CN=peer0");
    }

    @Test
    void whatPeersWouldRefuseIsRefusedAtHome() throws Exception {
        Files.write(
                certificate,
                Bytes.concat(node.certificatePem(), ca.certificatePem()).toByteArray());

        assertThatThrownBy(() -> LocalIdentities.load("Org1MSP", certificate, key))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("node.pem")
                .hasMessageContaining("peers would refuse this")
                .hasMessageContaining("keep only the lines");
    }
}
