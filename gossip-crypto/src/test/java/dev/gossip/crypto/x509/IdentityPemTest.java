package dev.gossip.crypto.x509;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.IssuedNode;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.crypto.OrganisationTrust;
import dev.gossip.crypto.ec.CurveDomain;
import dev.gossip.crypto.ec.EcdsaSignature;
import dev.gossip.spi.crypto.Trust.Admission;
import dev.gossip.spi.crypto.Trust.Admitted;
import dev.gossip.spi.crypto.Trust.Refused;
import dev.gossip.testkit.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as the encoded form of an identity. */
class IdentityPemTest {

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private final VirtualTime time = new VirtualTime();
    private final DevelopmentCa ca = DevelopmentCa.create("Org1MSP", time);
    private final IssuedNode node = ca.issue(NodeSpec.peer("peer0"));
    private final String pem = node.certificatePem().utf8();
    private final OrganisationTrust trust = OrganisationTrust.builder()
            .organisation("Org1MSP", ca.certificate())
            .maxIdentityBytes(8192)
            .build(time);

    @Test
    void theFormsThatFabricTolerates() {
        assertAdmitted(pem);
        assertAdmitted(pem.strip());
        assertAdmitted(pem.replace("\n", "\r\n"));
        assertAdmitted("subject: peer0\n" + pem);
        assertAdmitted(pem.replace(" CERTIFICATE-----", " -----")
                .replace("BEGIN  ", "BEGIN ")
                .replace("END  ", "END "));
    }

    @Test
    void theFormsThatFabricRefuses() {
        assertMalformed("", "no PEM text");
        assertMalformed("no pem", "no PEM text");
        assertMalformed(pem + "\n", "nothing after it");
        assertMalformed(pem + "x", "nothing after it");
        assertMalformed(pem.strip() + "x", "nothing after it");
        assertMalformed(pem + pem, "nothing after it");
        assertMalformed(pem.replace("CERTIFICATE", "X509 CERTIFICATE"), "type CERTIFICATE");
        assertMalformed(pem.replace(END, "-----END OTHER-----"), "one PEM block");
        assertMalformed(node.keyPem().utf8(), "type CERTIFICATE");
        assertMalformed(BEGIN + "\nA\n" + END, "Base64");
        assertMalformed(BEGIN + "\n" + END + "\n", "no X.509 certificate");
        assertMalformed(BEGIN + "\nAAAA\n" + END + "\n", "no X.509 certificate");
        assertMalformed(block(with(der(), (byte) 0)), "no X.509 certificate");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0x82})
    void deepNestingIsRefused(int lengthByte) {
        byte[] nested = new byte[5000];
        for (int i = 0; i + 4 <= nested.length; i += lengthByte == 0x80 ? 2 : 4) {
            nested[i] = 0x30;
            nested[i + 1] = (byte) lengthByte;
            if (lengthByte == 0x82) {
                int rest = nested.length - i - 4;
                nested[i + 2] = (byte) (rest >> 8);
                nested[i + 3] = (byte) rest;
            }
        }
        assertMalformed(block(nested), "no X.509 certificate");
    }

    @Test
    void tooLongIsRefusedBeforeParsing() {
        Refused refused = refused(trust.admit("Org1MSP", Bytes.wrap(new byte[8193])));
        assertThat(refused.reason()).isEqualTo(DropReason.MALFORMED);
        assertThat(refused.detail()).contains("8193", "maxIdentityBytes 8192");
    }

    @Test
    void anIssuerSignatureWithHighSIsAdmittedButOneThatIsNotDerIsNot() throws Exception {
        CurveDomain curve = CurveDomain.P_256;
        EcdsaSignature low = EcdsaSignature.decode(node.certificate().getSignature(), curve.order());
        assertThat(low.isLowS(curve)).isTrue();
        EcdsaSignature high = new EcdsaSignature(low.r(), curve.order().subtract(low.s()));

        assertAdmitted(block(resigned(high.encode(curve.order()))));
        assertMalformed(block(resigned(with(low.encode(curve.order()), (byte) 0))), "not canonical DER");
    }

    @Test
    void randomChangesNeverThrowAndNeverPass() throws Exception {
        long seed = 42L;
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            byte[] changed = der();
            changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
            String text = block(changed);

            assertThat(trust.admit("Org1MSP", Bytes.utf8(text)))
                    .as("seed %d, round %d: %s", seed, round, text)
                    .isInstanceOf(Refused.class);
        }
    }

    private void assertAdmitted(String text) {
        assertThat(trust.admit("Org1MSP", Bytes.utf8(text))).as(text).isInstanceOf(Admitted.class);
    }

    private void assertMalformed(String text, String expected) {
        Refused refused = refused(trust.admit("Org1MSP", Bytes.utf8(text)));
        assertThat(refused.reason()).as(refused.detail()).isEqualTo(DropReason.MALFORMED);
        assertThat(refused.detail()).contains(expected);
    }

    private byte[] der() {
        try {
            return node.certificate().getEncoded();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private byte[] resigned(byte[] signature) throws Exception {
        Certificate certificate = Certificate.getInstance(der());
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(certificate.getTBSCertificate());
        parts.add(certificate.getSignatureAlgorithm());
        parts.add(new DERBitString(signature));
        return new DERSequence(parts).getEncoded(ASN1Encoding.DER);
    }

    private static byte[] with(byte[] bytes, byte more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes);
        out.write(more);
        return out.toByteArray();
    }

    private static String block(byte[] der) {
        return BEGIN + "\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der) + "\n" + END + "\n";
    }

    private static Refused refused(Admission admission) {
        assertThat(admission).isInstanceOf(Refused.class);
        return (Refused) admission;
    }
}
