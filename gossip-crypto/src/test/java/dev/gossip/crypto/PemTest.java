package dev.gossip.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.crypto.ec.BouncyCastle;
import dev.gossip.testkit.VirtualTime;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemTest {

    private final DevelopmentCa ca = DevelopmentCa.create("Org1MSP", new VirtualTime());
    private final IssuedNode node = ca.issue(NodeSpec.peer("peer0"));

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(Pem.certificates(node.certificatePem(), "c")).containsExactly(node.certificate());
        assertThat(Pem.privateKey(node.keyPem(), "k")).isEqualTo(node.key());
        Bytes two = Bytes.concat(node.keyPem(), node.certificatePem(), ca.certificatePem());
        assertThat(Pem.certificates(two, "c")).containsExactly(node.certificate(), ca.certificate());
    }

    @Test
    void writesExactlyWhatFabricWrites() {
        for (String[] row : Golden.rows("identities.tsv")) {
            assertThat(Pem.encode(Golden.certificate(row[0] + ".pem"))).isEqualTo(Golden.file(row[0] + ".pem"));
        }
    }

    @Test
    void theHashOfATlsCertificateIsThatOfItsDer() throws Exception {
        for (String[] row : Golden.rows("tls-cert-hash.tsv")) {
            byte[] der = Golden.certificate(row[0]).getEncoded();
            assertThat(Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(der)))
                    .isEqualTo(Bytes.fromHex(row[1]));
        }
    }

    @Test
    void readsTheOldFormOfEcKeys() throws Exception {
        assertThat(Pem.privateKey(Bytes.utf8(sec1(null)), "old.key")).isEqualTo(node.key());
        String withParameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
        assertThat(Pem.privateKey(Bytes.utf8(withParameters + sec1(null)), "old.key"))
                .isEqualTo(node.key());
    }

    @Test
    void encryptedKeysAreNamedAsSuch() throws Exception {
        var pkcs8 = new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                .setProvider(BouncyCastle.PROVIDER)
                .setRandom(new SecureRandom())
                .setPassword("secret".toCharArray())
                .build();
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(new JcaPKCS8Generator(node.key(), pkcs8));
        }
        var legacy = new JcePEMEncryptorBuilder("AES-128-CBC")
                .setProvider(BouncyCastle.PROVIDER)
                .setSecureRandom(new SecureRandom())
                .build("secret".toCharArray());
        for (String pem : new String[] {text.toString(), sec1(legacy)}) {
            assertThatThrownBy(() -> Pem.privateKey(Bytes.utf8(pem), "peer.key"))
                    .isInstanceOf(GossipException.class)
                    .hasMessageContaining("peer.key")
                    .hasMessageContaining("encrypted")
                    .hasMessageContaining("openssl pkey");
        }
    }

    @Test
    void everyErrorNamesTheFileAndTheWayOut(@TempDir Path folder) throws Exception {
        assertThatThrownBy(() -> Pem.certificates(folder.resolve("absent.pem")))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("absent.pem")
                .hasMessageContaining("no such file");
        assertRefused("-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n", "damaged");
        assertRefused("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "damaged");
        assertRefused("just text", "expected -----BEGIN CERTIFICATE-----");
        assertRefused(node.keyPem().utf8(), "no certificate found");
        assertThatThrownBy(() -> Pem.privateKey(node.certificatePem(), "peer.key"))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("peer.key")
                .hasMessageContaining("swapped");
        assertThatThrownBy(() -> Pem.privateKey(Bytes.empty(), "peer.key"))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("-----BEGIN PRIVATE KEY-----");
        Path large = folder.resolve("large.pem");
        Files.write(large, new byte[Pem.MAX_BYTES + 1]);
        assertThatThrownBy(() -> Pem.privateKey(large))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("large.pem")
                .hasMessageContaining("limit of " + Pem.MAX_BYTES);
    }

    @Test
    void noTextShowsAKey() {
        PrivateKey key = node.key();
        String digits = ((java.security.interfaces.ECPrivateKey) key).getS().toString(16);
        assertThat(node + " " + node.localIdentity() + " " + node.tls(ca.certificate()) + " " + key)
                .doesNotContain(digits);
    }

    private static void assertRefused(String pem, String expected) {
        assertThatThrownBy(() -> Pem.certificates(Bytes.utf8(pem), "peer.pem"))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("peer.pem")
                .hasMessageContaining(expected);
    }

    private String sec1(org.bouncycastle.openssl.PEMEncryptor encryptor) throws Exception {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(new JcaMiscPEMGenerator(node.key(), encryptor));
        }
        assertThat(text.toString()).contains("BEGIN EC PRIVATE KEY");
        return text.toString();
    }
}
