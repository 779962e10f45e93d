package dev.gossip.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.crypto.ec.BouncyCastleEcdsa;
import dev.gossip.crypto.ec.CorrettoEcdsa;
import dev.gossip.crypto.ec.CurveDomain;
import dev.gossip.crypto.ec.EcKeys;
import dev.gossip.crypto.ec.EcdsaEngine;
import dev.gossip.crypto.ec.EcdsaSignature;
import dev.gossip.spi.crypto.Verification.Status;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every engine that is present here, by the same rules. */
@ParameterizedClass(name = "{0}")
@MethodSource("engines")
class EcdsaTest {

    private final EcdsaSigner signer;
    private final EcdsaVerifier verifier;

    EcdsaTest(EcdsaEngine engine) {
        signer = new EcdsaSigner(() -> engine);
        verifier = new EcdsaVerifier(() -> engine);
    }

    static Stream<EcdsaEngine> engines() {
        return Stream.concat(Stream.of(new BouncyCastleEcdsa()), CorrettoEcdsa.find().engine().stream());
    }

    static Stream<String[]> signatures() {
        return Golden.rows("signatures.tsv").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signatures")
    void agreesWithFabricOnEverySignature(
            String name, String identity, String verdict, String message, String signature) {
        PublicKey key = Golden.certificate(identity + ".pem").getPublicKey();

        var verification = verifier.verify(key, Bytes.fromHex(message), Bytes.fromHex(signature));

        assertThat(verification.isValid()).as("%s: %s", name, verification).isEqualTo(verdict.equals("ok"));
        assertThat(verification.detail().isEmpty()).isEqualTo(verification.isValid());
    }

    @ParameterizedTest
    @EnumSource(names = {"P_256", "P_384"})
    void whatIsSignedVerifiesAndIsCanonical(Curve curve) throws Exception {
        long seed = 20261121L;
        Random random = new Random(seed);
        KeyPair pair = pair(curve);
        CurveDomain domain = curve.domain();
        for (int round = 0; round < 40; round++) {
            byte[] content = new byte[random.nextInt(600)];
            random.nextBytes(content);
            Bytes signature = signer.sign(pair.getPrivate(), Bytes.wrap(content));

            assertThat(verifier.verify(pair.getPublic(), Bytes.wrap(content), signature)
                            .isValid())
                    .as("seed %d, round %d", seed, round)
                    .isTrue();
            EcdsaSignature numbers = EcdsaSignature.decode(signature.toByteArray(), domain.order());
            assertThat(numbers).isNotNull();
            assertThat(numbers.s()).isLessThanOrEqualTo(domain.halfOrder());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"P_256", "P_384"})
    void c19_refusesTheHighOneOfTheTwoSignatures(Curve curve) throws Exception {
        KeyPair pair = pair(curve);
        CurveDomain domain = curve.domain();
        Bytes content = Bytes.utf8("content");
        EcdsaSignature low =
                EcdsaSignature.decode(signer.sign(pair.getPrivate(), content).toByteArray(), domain.order());
        EcdsaSignature high = new EcdsaSignature(low.r(), domain.order().subtract(low.s()));

        var verification = verifier.verify(pair.getPublic(), content, Bytes.wrap(high.encode(domain.order())));

        assertThat(verification.status()).isEqualTo(Status.INVALID);
        assertThat(verification.detail()).contains("S is above half the order");
        assertThat(high.withLowS(domain)).isEqualTo(low);
    }

    @Test
    void everyChangedBitIsNoticedOrInvisible() throws Exception {
        KeyPair pair = pair(Curve.P_256);
        Bytes content = Bytes.utf8("content");
        byte[] signature = signer.sign(pair.getPrivate(), content).toByteArray();
        for (int bit = 0; bit < signature.length * 8; bit += 3) {
            byte[] changed = signature.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));

            assertThat(verifier.verify(pair.getPublic(), content, Bytes.wrap(changed))
                            .isValid())
                    .as("bit %d of %s", bit, Bytes.wrap(signature).hex())
                    .isFalse();
        }
    }

    @Test
    void garbageIsInvalidAndNeverThrows() throws Exception {
        long seed = 7L;
        Random random = new Random(seed);
        PublicKey key = pair(Curve.P_384).getPublic();
        for (int round = 0; round < 500; round++) {
            byte[] garbage = new byte[random.nextInt(120)];
            random.nextBytes(garbage);
            if (garbage.length > 2) {
                garbage[0] = 0x30;
                garbage[1] = (byte) (random.nextBoolean() ? garbage.length - 2 : 0x80);
            }
            assertThat(verifier.verify(key, Bytes.empty(), Bytes.wrap(garbage)).status())
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(Status.INVALID);
        }
        assertThat(verifier.verify(key, Bytes.empty(), Bytes.empty()).isValid()).isFalse();
    }

    @Test
    void acceptsKeysOfTheJdkAndOfOurFilesAlike() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        PrivateKey fromFile = Pem.privateKey(Pem.encode(pair.getPrivate()), "key");
        Bytes content = Bytes.utf8("content");

        assertThat(signer.supports(pair.getPrivate())).isTrue();
        assertThat(verifier.supports(pair.getPublic())).isTrue();
        for (PrivateKey key : new PrivateKey[] {pair.getPrivate(), fromFile}) {
            assertThat(verifier.verify(pair.getPublic(), content, signer.sign(key, content))
                            .isValid())
                    .isTrue();
        }
    }

    @Test
    void otherKeysAreRefusedByName() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        KeyPair rsa = generator.generateKeyPair();

        assertThat(signer.supports(rsa.getPrivate())).isFalse();
        assertThat(verifier.supports(rsa.getPublic())).isFalse();
        assertThatThrownBy(() -> signer.sign(rsa.getPrivate(), Bytes.empty()))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("P-256 or P-384")
                .hasMessageContaining("RSA");
        assertThat(verifier.verify(rsa.getPublic(), Bytes.empty(), Bytes.empty())
                        .detail())
                .contains("RSA");
    }

    @Test
    void aPointBesideTheCurveIsInvalid() throws Exception {
        ECParameterSpec curve = ((ECPublicKey) pair(Curve.P_256).getPublic()).getParams();
        ECPublicKey beside = new LooseKey(curve, new ECPoint(BigInteger.TWO, BigInteger.TEN));

        var verification = verifier.verify(
                beside, Bytes.empty(), signer.sign(pair(Curve.P_256).getPrivate(), Bytes.empty()));

        assertThat(verification.status()).isEqualTo(Status.INVALID);
        assertThat(verification.detail()).contains("unusable");
    }

    @Test
    void aKnownPointOnAForgedCurveIsInvalid() throws Exception {
        KeyPair pair = pair(Curve.P_256);
        ECPublicKey genuine = (ECPublicKey) pair.getPublic();
        Bytes signature = signer.sign(pair.getPrivate(), Bytes.empty());
        assertThat(verifier.verify(genuine, Bytes.empty(), signature).isValid()).isTrue();
        ECParameterSpec curve = genuine.getParams();
        // Whoever may choose the generator knows a private key for any point.
        ECParameterSpec forged = new ECParameterSpec(curve.getCurve(), genuine.getW(), curve.getOrder(), 1);

        ECPublicKey key = new LooseKey(forged, genuine.getW());

        assertThat(verifier.supports(key)).isFalse();
        assertThat(verifier.verify(key, Bytes.empty(), signature).detail()).contains("another curve");
    }

    @Test
    void signsForTheMatchingCertificateOfFabric() {
        for (String[] row : Golden.rows("identities.tsv")) {
            PrivateKey key = Pem.privateKey(Golden.file(row[0] + ".key"), row[0]);
            PublicKey open = Golden.certificate(row[0] + ".pem").getPublicKey();

            assertThat(key).isInstanceOf(ECPrivateKey.class);
            assertThat(EcKeys.match(key, open)).as(row[0]).isTrue();
            Bytes content = Bytes.utf8(row[0]);
            assertThat(verifier.verify(open, content, signer.sign(key, content)).isValid())
                    .as(row[0])
                    .isTrue();
        }
    }

    private static KeyPair pair(Curve curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve == Curve.P_256 ? "secp256r1" : "secp384r1"));
        return generator.generateKeyPair();
    }

    private record LooseKey(ECParameterSpec getParams, ECPoint getW) implements ECPublicKey {

        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return "none";
        }

        @Override
        public byte[] getEncoded() {
            return new byte[0];
        }
    }
}
