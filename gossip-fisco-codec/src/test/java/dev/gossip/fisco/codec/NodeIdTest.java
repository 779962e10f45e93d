package dev.gossip.fisco.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.fisco.codec.identity.CertificateKey;
import dev.gossip.fisco.codec.identity.ShortIds;
import dev.gossip.spi.protocol.MalformedException;
import dev.gossip.testkit.VirtualTime;
import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.jce.interfaces.ECPublicKey;
import org.junit.jupiter.api.Test;

/** Node ids in every form. */
class NodeIdTest {

    @Test
    void f12_anRsaIdIsTheWholeKeyAndItsListFormTheModulus() {
        CertificateKey key = CertificateKey.of(Certificates.RSA_A);
        String text = key.generation3().hex();
        assertThat(text).hasSize(540).startsWith("3082010a0282010100");
        RSAPublicKey rsa = (RSAPublicKey) Certificates.RSA_A.getPublicKey();
        assertThat(key.listId())
                .hasSize(512)
                .isEqualTo(rsa.getModulus().toString(16).toUpperCase(Locale.ROOT));
        assertThat(key).isEqualTo(CertificateKey.of(Certificates.RSA_A.getPublicKey()));
        assertThatThrownBy(key::generation2).isInstanceOf(GossipException.class).hasMessageContaining("secp256k1");
    }

    @Test
    void f12_pointsOfEveryCurveOf256BitsAreIds() {
        for (X509Certificate certificate :
                new X509Certificate[] {Certificates.SECP_A, Certificates.P256, Certificates.SM2}) {
            CertificateKey key = CertificateKey.of(certificate);
            String point = Bytes.wrap(
                            ((ECPublicKey) certificate.getPublicKey()).getQ().getEncoded(false))
                    .hex();
            assertThat(key.generation3().hex()).hasSize(130).isEqualTo(point);
            assertThat(key.generation2().hex()).hasSize(128).isEqualTo(point.substring(2));
            assertThat(key.listId()).isEqualTo(point.substring(2).toUpperCase(Locale.ROOT));
        }
    }

    @Test
    void f12_aCertificateOfTheJdkGivesTheSameId() throws Exception {
        X509Certificate jdk = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Certificates.P256.getEncoded()));
        assertThat(CertificateKey.of(jdk)).isEqualTo(CertificateKey.of(Certificates.P256));
    }

    @Test
    void f22_shortIdsAreKeccakOverTheCharactersAndMapBack() throws MalformedException {
        assertThat(Certificates.keccak256(Bytes.empty()).hex()).startsWith("c5d2460186f7233c927e7db2dcc703c0");
        ShortIds ids = new ShortIds(Optional.of(Certificates::keccak256));
        NodeId id = CertificateKey.of(Certificates.RSA_A).generation3();
        Bytes shortId = Certificates.keccak256(Bytes.utf8(id.hex()));
        assertThat(ids.fromWire(shortId)).as("unknown ones stay").contains(new NodeId(shortId));
        assertThat(ids.toWire(new NodeId(shortId), 1))
                .as("and pass on as they are")
                .isEqualTo(shortId);
        assertThat(ids.learn(id)).contains(shortId);
        assertThat(ids.fromWire(shortId)).contains(id);
        assertThat(ids.toWire(id, 3)).isEqualTo(shortId);
        assertThat(ids.toWire(id, 2)).isEqualTo(Bytes.utf8(id.hex()));
        assertThat(ids.fromWire(Bytes.utf8(id.hex()))).contains(id);
        assertThat(ids.fromWire(Bytes.empty())).isEmpty();
        assertThat(ids.learn(new NodeId(shortId))).isEmpty();
        for (String wrong : new String[] {id.hex().toUpperCase(Locale.ROOT), "ab".repeat(34) + "a", "ab".repeat(20)}) {
            assertThatThrownBy(() -> ids.fromWire(Bytes.utf8(wrong))).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void rememberedIdsAreBounded() throws MalformedException {
        ShortIds ids = new ShortIds(Optional.of(text -> text.slice(0, 32)));
        Bytes first = learn(ids, 0);
        for (int i = 1; i <= ShortIds.LIMIT; i++) {
            learn(ids, i);
        }
        assertThat(ids.fromWire(first)).as("forgotten").contains(new NodeId(first));
        assertThat(ids.fromWire(learn(ids, 1)).orElseThrow().value().length()).isEqualTo(64);
    }

    private static Bytes learn(ShortIds ids, int number) {
        Bytes id = Bytes.fromHex(String.format("%0128d", 0).substring(8) + String.format("%08d", number));
        NodeId node = new NodeId(Bytes.concat(id.slice(56), id.slice(0, 56)));
        return ids.learn(node).orElseThrow();
    }

    @Test
    void withoutKeccakVersion3IsNotOffered() throws Exception {
        TestContext context = new TestContext(new VirtualTime(), Certificates.RSA_A);
        assertThat(context.open().settings().maxVersion()).isEqualTo(3);
        context.keccak = Optional.empty();
        assertThat(context.open().settings().maxVersion()).isEqualTo(2);
        NodeId self = context.open().self();
        assertThat(new ShortIds(Optional.empty()).toWire(self, 3)).isEqualTo(Bytes.utf8(self.hex()));
        assertThatThrownBy(context.with("maxVersion", "3")::open).hasMessageContaining("0 to 2");
    }

    @Test
    void damagedKeysAreRefusedByName() throws Exception {
        byte[] good = Certificates.P256.getPublicKey().getEncoded();
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> CertificateKey.of(new Encoded(cut))).isInstanceOf(GossipException.class);
        }
    }

    private record Encoded(byte[] bytes) implements PublicKey {

        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return "X.509";
        }

        @Override
        public byte[] getEncoded() {
            return bytes;
        }
    }
}
