package dev.gossip.fisco.codec;

import dev.gossip.api.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Self-signed certificates of every kind of key that FISCO BCOS meets. */
public final class Certificates {

    private static final Provider BC = new BouncyCastleProvider();

    public static final X509Certificate RSA_A = rsa();
    public static final X509Certificate RSA_B = rsa();
    public static final X509Certificate RSA_C = rsa();
    public static final X509Certificate SECP_A = ec("secp256k1", "SHA256withECDSA", Constraints.LEAF);
    public static final X509Certificate SECP_B = ec("secp256k1", "SHA256withECDSA", Constraints.LEAF);
    public static final X509Certificate P256 = ec("secp256r1", "SHA256withECDSA", Constraints.LEAF);
    public static final X509Certificate SM2 = ec("sm2p256v1", "SM3withSM2", Constraints.LEAF);
    public static final X509Certificate SM2_B = ec("sm2p256v1", "SM3withSM2", Constraints.LEAF);
    public static final X509Certificate AUTHORITY = ec("secp256k1", "SHA256withECDSA", Constraints.AUTHORITY);
    public static final X509Certificate UNSAID = ec("secp256k1", "SHA256withECDSA", Constraints.ABSENT);

    static final PrivateKey NO_KEY = new PrivateKey() {
        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "none";
        }

        @Override
        public String getFormat() {
            return "none";
        }

        @Override
        public byte[] getEncoded() {
            return new byte[0];
        }
    };

    private enum Constraints {
        LEAF,
        AUTHORITY,
        ABSENT
    }

    private Certificates() {}

    public static Bytes keccak256(Bytes content) {
        KeccakDigest digest = new KeccakDigest(256);
        byte[] input = content.toByteArray();
        digest.update(input, 0, input.length);
        byte[] output = new byte[32];
        digest.doFinal(output, 0);
        return Bytes.wrap(output);
    }

    private static X509Certificate rsa() {
        return make(
                "RSA",
                new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4),
                "SHA256withRSA",
                Constraints.LEAF);
    }

    private static X509Certificate ec(String curve, String signature, Constraints constraints) {
        return make("EC", new ECGenParameterSpec(curve), signature, constraints);
    }

    private static X509Certificate make(
            String algorithm, AlgorithmParameterSpec spec, String signature, Constraints constraints) {
        try {
            // The JDK makes RSA keys faster, but knows neither secp256k1 nor SM2.
            KeyPairGenerator generator = algorithm.equals("RSA")
                    ? KeyPairGenerator.getInstance(algorithm)
                    : KeyPairGenerator.getInstance(algorithm, BC);
            generator.initialize(spec);
            KeyPair pair = generator.generateKeyPair();
            X500Name name = new X500Name("CN=node,O=fisco-bcos,OU=agency");
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.TEN,
                    new Date(0),
                    new Date(4_000_000_000_000L),
                    name,
                    pair.getPublic());
            if (constraints != Constraints.ABSENT) {
                builder.addExtension(
                        Extension.basicConstraints,
                        true,
                        new BasicConstraints(constraints == Constraints.AUTHORITY));
            }
            return new JcaX509CertificateConverter()
                    .setProvider(BC)
                    .getCertificate(builder.build(new JcaContentSignerBuilder(signature)
                            .setProvider(BC)
                            .build(pair.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new AssertionError(e);
        }
    }
}
