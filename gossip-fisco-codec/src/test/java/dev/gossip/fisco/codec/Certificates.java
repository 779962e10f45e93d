package dev.gossip.fisco.codec;

import dev.gossip.api.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Date;
import java.util.Random;
import java.util.stream.IntStream;
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

/** Certificates of every kind of key that FISCO BCOS meets. */
public final class Certificates {

    private static final Provider BC = new BouncyCastleProvider();

    public static final X509Certificate RSA_A = rsa(1);
    public static final X509Certificate RSA_B = rsa(2);
    public static final X509Certificate RSA_C = rsa(3);
    public static final X509Certificate SECP_A = ec("secp256k1", "SHA256withECDSA", Constraints.LEAF);
    public static final X509Certificate SECP_B = ec("secp256k1", "SHA256withECDSA", Constraints.LEAF);
    public static final X509Certificate P256 = ec("secp256r1", "SHA256withECDSA", Constraints.LEAF);
    public static final X509Certificate SM2 = ec("sm2p256v1", "SM3withSM2", Constraints.LEAF);
    public static final X509Certificate SM2_B = ec("sm2p256v1", "SM3withSM2", Constraints.LEAF);
    public static final X509Certificate AUTHORITY = ec("secp256k1", "SHA256withECDSA", Constraints.AUTHORITY);
    public static final X509Certificate UNSAID = ec("secp256k1", "SHA256withECDSA", Constraints.ABSENT);

    /** Of another agency than all others. */
    public static final X509Certificate ELSEWHERE = elsewhere();

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

    /** The certificate of a key that nobody has: its modulus is just a number, because finding primes takes seconds. */
    private static X509Certificate rsa(int seed) {
        BigInteger modulus = new BigInteger(2047, new Random(seed)).setBit(2047).setBit(0);
        // Bouncy Castle looks for small factors.
        BigInteger small = IntStream.range(3, 1_000)
                .mapToObj(BigInteger::valueOf)
                .filter(number -> number.isProbablePrime(20))
                .reduce(BigInteger.ONE, BigInteger::multiply);
        while (!modulus.gcd(small).equals(BigInteger.ONE)) {
            modulus = modulus.add(BigInteger.TWO);
        }
        try {
            PublicKey key = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(modulus, RSAKeyGenParameterSpec.F4));
            return make(key, pair("secp256r1").getPrivate(), "SHA256withECDSA", Constraints.LEAF);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static X509Certificate ec(String curve, String signature, Constraints constraints) {
        KeyPair pair = pair(curve);
        return make(pair.getPublic(), pair.getPrivate(), signature, constraints);
    }

    private static KeyPair pair(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BC);
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static X509Certificate elsewhere() {
        KeyPair pair = pair("secp256k1");
        return make("elsewhere", pair.getPublic(), pair.getPrivate(), "SHA256withECDSA", Constraints.LEAF);
    }

    private static X509Certificate make(PublicKey key, PrivateKey issuer, String signature, Constraints constraints) {
        return make("agency", key, issuer, signature, constraints);
    }

    private static X509Certificate make(
            String agency, PublicKey key, PrivateKey issuer, String signature, Constraints constraints) {
        try {
            X500Name name = new X500Name("CN=node,O=fisco-bcos,OU=" + agency);
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name, BigInteger.TEN, new Date(0), new Date(4_000_000_000_000L), name, key);
            if (constraints != Constraints.ABSENT) {
                builder.addExtension(
                        Extension.basicConstraints, true, new BasicConstraints(constraints == Constraints.AUTHORITY));
            }
            return new JcaX509CertificateConverter()
                    .setProvider(BC)
                    .getCertificate(builder.build(new JcaContentSignerBuilder(signature)
                            .setProvider(BC)
                            .build(issuer)));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new AssertionError(e);
        }
    }
}
