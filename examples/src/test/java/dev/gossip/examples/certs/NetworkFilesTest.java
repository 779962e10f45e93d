package dev.gossip.examples.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.GossipException;
import dev.gossip.api.TimeSource;
import dev.gossip.examples.certs.NetworkPlan.OrganisationPlan;
import dev.gossip.examples.config.NodeConfig;
import dev.gossip.examples.config.NodeConfigParser;
import dev.gossip.testkit.VirtualTime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Judged by the JDK's own classes, since other programs read these files too. */
class NetworkFilesTest {

    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final TimeSource TIME = new VirtualTime(NOW);

    @TempDir
    private Path folder;

    @Test
    void theJdkAcceptsKeysAndCertificates() throws IOException, GeneralSecurityException {
        List<Path> configurations = write("Org1MSP=2", "Org2MSP");
        assertThat(configurations).hasSize(3);
        for (String organisation : List.of("Org1MSP", "Org2MSP")) {
            Path home = folder.resolve(organisation);
            check(home.resolve("node1/cert.pem"), home.resolve("node1/key.pem"), home.resolve("ca.pem"));
            check(home.resolve("node1/tls-cert.pem"), home.resolve("node1/tls-key.pem"), home.resolve("tlsca.pem"));
        }
        assertThat(certificate(folder.resolve("Org1MSP/node2/tls-cert.pem")).getSubjectAlternativeNames())
                .extracting(name -> name.get(1).toString())
                .contains("localhost", "127.0.0.1", "node2.Org1MSP", "example.org");
    }

    @Test
    void everyConfigurationCanBeRead() {
        List<NodeConfig> configs = write("Org1MSP=2", "Org2MSP=2").stream()
                .map(NodeConfigParser::read)
                .toList();
        assertThat(configs)
                .extracting(NodeConfig::listen)
                .containsExactly("127.0.0.1:7051", "127.0.0.1:7052", "127.0.0.1:7053", "127.0.0.1:7054");
        assertThat(configs.get(3).bootstrap()).containsExactly("127.0.0.1:7053");
        assertThat(configs.get(3).organisations())
                .allSatisfy(organisation -> assertThat(organisation.ca())
                        .allSatisfy(file -> assertThat(file).exists()));
    }

    @Test
    void keysAreReadableByTheirOwnerOnly() throws IOException {
        write("Org1MSP");
        Path key = folder.resolve("Org1MSP/node1/key.pem");
        if (Files.getFileAttributeView(key, PosixFileAttributeView.class) != null) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void existingKeysAreNeverReplaced() throws IOException {
        write("Org1MSP");
        byte[] before = Files.readAllBytes(folder.resolve("Org1MSP/node1/key.pem"));
        assertThatThrownBy(() -> write("Org2MSP", "Org1MSP")).hasMessageContaining("exists already");
        assertThat(folder.resolve("Org1MSP/node1/key.pem")).hasBinaryContent(before);
        assertThat(folder.resolve("Org2MSP")).doesNotExist();
    }

    @Test
    void plansThatMakeNoSenseAreRefused() {
        for (String bad : List.of("../evil", "Org1MSP=0", "Org1MSP=many", "", "a/b=2")) {
            assertThatThrownBy(() -> OrganisationPlan.parse(bad)).isInstanceOf(GossipException.class);
        }
        assertThatThrownBy(() -> write("Org1MSP", "Org1MSP")).hasMessageContaining("twice");
    }

    private List<Path> write(String... organisations) {
        NetworkPlan plan = new NetworkPlan(
                List.of(organisations).stream().map(OrganisationPlan::parse).toList(), List.of("example.org"), 7051);
        return new NetworkFiles(folder, TIME).write(plan);
    }

    private static void check(Path certificate, Path key, Path authority) throws IOException, GeneralSecurityException {
        X509Certificate leaf = certificate(certificate);
        leaf.verify(certificate(authority).getPublicKey());
        leaf.checkValidity(Date.from(NOW));
        byte[] said = {1, 2, 3};
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(privateKey(key));
        signature.update(said);
        byte[] signed = signature.sign();
        signature.initVerify(leaf);
        signature.update(said);
        assertThat(signature.verify(signed))
                .as("%s belongs to %s", key, certificate)
                .isTrue();
    }

    private static X509Certificate certificate(Path file) throws IOException, GeneralSecurityException {
        try (InputStream input = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(input);
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        String text = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text)));
    }
}
