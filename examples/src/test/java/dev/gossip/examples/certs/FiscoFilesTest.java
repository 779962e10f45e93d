package dev.gossip.examples.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.TimeSource;
import dev.gossip.crypto.Pem;
import dev.gossip.fisco.codec.NodesFile;
import dev.gossip.fisco.codec.identity.CertificateKey;
import dev.gossip.testkit.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A development network of FISCO BCOS, named as its own tools name files. */
class FiscoFilesTest {

    private static final TimeSource TIME = new VirtualTime(Instant.parse("2026-12-01T00:00:00Z"));

    @TempDir
    private Path folder;

    private List<Path> write(int generation, int nodes, KeyKind keys) {
        return new FiscoFiles(folder, TIME).write(new FiscoPlan(generation, nodes, keys, 30300, 20200));
    }

    @ParameterizedTest
    @CsvSource({"2, P_256, node", "2, SECP256K1, node", "3, RSA, ssl", "3, P_256, ssl"})
    void keysAndCertificatesFitTheRootAndTheId(int generation, KeyKind keys, String name) throws Exception {
        write(generation, 1, keys);
        Path conf = folder.resolve("node1/conf");
        X509Certificate root = Pem.certificates(conf.resolve("ca.crt")).get(0);
        X509Certificate leaf = Pem.certificates(conf.resolve(name + ".crt")).get(0);
        assertThat(leaf.getIssuerX500Principal()).isEqualTo(root.getSubjectX500Principal());
        assertThat(leaf.getBasicConstraints()).isNegative();
        // 2.x refuses certificates that do not say so.
        assertThat(leaf.getExtensionValue("2.5.29.19")).isNotNull();
        assertThat(root.getBasicConstraints()).isNotNegative();
        if (keys != KeyKind.SECP256K1) {
            leaf.verify(root.getPublicKey());
        }
        Key key = Pem.privateKey(conf.resolve(name + ".key"));
        assertThat(key.getAlgorithm()).isEqualTo(keys == KeyKind.RSA ? "RSA" : "EC");
        CertificateKey id = CertificateKey.of(leaf);
        assertThat(Files.readString(conf.resolve(name + ".nodeid")).strip())
                .isEqualTo((generation == 2 ? id.generation2() : id.generation3()).hex());
        Path sdk = folder.resolve("sdk");
        assertThat(Pem.certificates(sdk.resolve("sdk.crt")).get(0).getIssuerX500Principal())
                .isEqualTo(root.getSubjectX500Principal());
        assertThat(sdk.resolve("ca.crt")).hasSameBinaryContentAs(conf.resolve("ca.crt"));
        if (Files.getFileAttributeView(sdk, PosixFileAttributeView.class) != null) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sdk.resolve("sdk.key"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void eachNodeHasPortsOfItsOwnAndKnowsTheOthers() throws IOException {
        List<Path> files = write(2, 3, KeyKind.P_256);
        assertThat(Files.readString(files.get(1)))
                .contains("listen: 127.0.0.1:30301", "channelListen: 127.0.0.1:20201", "status: 127.0.0.1:32301");
        assertThat(NodesFile.read(Bytes.wrap(Files.readAllBytes(folder.resolve("node2/nodes.json")))))
                .containsExactly(PeerAddress.of("127.0.0.1", 30300), PeerAddress.of("127.0.0.1", 30302));
        assertThat(Files.readString(new FiscoFiles(folder.resolve("3"), TIME)
                        .write(new FiscoPlan(3, 1, KeyKind.P_256, 30300, 20200))
                        .get(0)))
                .contains("websocketListen: 127.0.0.1:20200");
    }

    @Test
    void existingKeysAreNeverReplaced() throws IOException {
        write(3, 1, KeyKind.P_256);
        byte[] before = Files.readAllBytes(folder.resolve("sdk/sdk.key"));
        assertThatThrownBy(() -> write(3, 2, KeyKind.P_256)).hasMessageContaining("exists already");
        assertThat(folder.resolve("sdk/sdk.key")).hasBinaryContent(before);
        assertThat(folder.resolve("node2")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "4, 2, 30300, 20200, no generation 4",
        "3, 0, 30300, 20200, 0 nodes",
        "3, 101, 30300, 20200, 101 nodes",
        "3, 2, 1024, 20200, between 1025",
        "3, 2, 63536, 20200, between 1025",
        "3, 2, 30300, 65535, between 1025",
        "3, 2, 30300, 30301, overlap",
        "3, 2, 30300, 32299, overlap"
    })
    void plansThatMakeNoSenseAreRefused(int generation, int nodes, int basePort, int sdkPort, String expected) {
        assertThatThrownBy(() -> new FiscoPlan(generation, nodes, KeyKind.RSA, basePort, sdkPort))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void keysAreCalledAsTheCommandLineCallsThem() {
        assertThat(KeyKind.named("p-256")).isEqualTo(KeyKind.P_256);
        assertThatThrownBy(() -> KeyKind.named("dsa")).hasMessageContaining("rsa, p-256, secp256k1");
    }
}
