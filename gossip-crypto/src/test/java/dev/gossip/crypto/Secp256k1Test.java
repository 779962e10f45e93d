package dev.gossip.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.crypto.ec.CurveDomain;
import dev.gossip.spi.crypto.LocalIdentity;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Random;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;

class Secp256k1Test {

    /** The conversation of a private topic, captured from FISCO BCOS's Java SDK 2.9.3. */
    private static final Bytes NUMBER =
            Bytes.fromHex("55619289e487839040b74bbab0a068f1da99a67c6ee65b21f73bed1a073e3f86");

    private static final Bytes CHALLENGE = Bytes.utf8("3f2fc129c81a4c7484cd4f1dd9158700");
    private static final Bytes SIGNATURE =
            Bytes.fromHex("d43d801ce24d757dad2613b56cadf7ca9bc74de565ea7347afe3525eb109ee11"
                    + "5462b9aa7048a93c1b9012a4ea661ec5ff8b1a54845a012e4255d40b0efc96ab00");

    private final PrivateKey key = Secp256k1.privateKey(NUMBER);

    @Test
    void f40_signsAndVerifiesAsTheRealSdkDoes() {
        LocalIdentity identity = Secp256k1.identity(key);
        assertThat(identity.sign(CHALLENGE)).isEqualTo(SIGNATURE);
        assertThat(new Secp256k1Verifier()
                        .verify(identity.identity().publicKey(), CHALLENGE, SIGNATURE)
                        .detail())
                .isEmpty();
    }

    @Test
    void f40_theSignerIsRecovered() {
        Random random = new Random(20261121);
        for (int round = 0; round < 50; round++) {
            byte[] bytes = new byte[64];
            random.nextBytes(bytes);
            PrivateKey secret = Secp256k1.privateKey(Bytes.wrap(bytes).slice(0, 32));
            Bytes digest = Bytes.wrap(bytes).slice(32);
            Bytes signature = Secp256k1.sign(secret, digest);
            assertThat(signature.length()).isEqualTo(65);
            assertThat(Secp256k1.recover(digest, signature).map(Secp256k1::point))
                    .as("round %d", round)
                    .contains(Secp256k1.point(Secp256k1.publicKey(secret)));
        }
    }

    @Test
    void highSAndOtherFormsAreRefused() {
        BigInteger order = CurveDomain.SECP256K1.order();
        BigInteger s = new BigInteger(1, SIGNATURE.slice(32, 32).toByteArray());
        Bytes high = Bytes.concat(
                SIGNATURE.slice(0, 32),
                Bytes.wrap(BigIntegers.asUnsignedByteArray(32, order.subtract(s))),
                Bytes.fromHex("01"));
        Bytes digest = Keccak256.of(CHALLENGE);
        assertThat(Secp256k1.recover(digest, SIGNATURE)).isPresent();
        assertThat(Secp256k1.recover(digest, high)).isEmpty();
        Bytes ethereum = Bytes.concat(SIGNATURE.slice(0, 64), Bytes.fromHex("1b"));
        assertThat(Secp256k1.recover(digest, ethereum)).isEmpty();
        assertThat(Secp256k1.recover(digest, SIGNATURE.slice(0, 64))).isEmpty();
        assertThat(Secp256k1.recover(digest, Bytes.wrap(new byte[65]))).isEmpty();
        assertThatThrownBy(() -> Secp256k1.recover(CHALLENGE.slice(1), SIGNATURE))
                .isInstanceOf(GossipException.class)
                .hasMessageContaining("32 bytes");
        assertThatThrownBy(() -> Secp256k1.sign(key, CHALLENGE.slice(1))).hasMessageContaining("32 bytes");
    }

    @Test
    void keysAreReadAsSdksWriteThem() {
        Bytes point = Secp256k1.point(Secp256k1.publicKey(key));
        assertThat(point.hex()).hasSize(130).startsWith("04");
        for (Bytes text : new Bytes[] {point, point.slice(1)}) {
            PublicKey read = Secp256k1.publicKey(text);
            assertThat(Secp256k1.point(read)).isEqualTo(point);
        }
        for (Bytes wrong : new Bytes[] {
            Bytes.empty(), point.slice(2), Bytes.concat(point, Bytes.fromHex("00")), Bytes.wrap(new byte[64])
        }) {
            assertThatThrownBy(() -> Secp256k1.publicKey(wrong)).isInstanceOf(GossipException.class);
        }
        for (Bytes wrong :
                new Bytes[] {NUMBER.slice(1), Bytes.wrap(new byte[32]), Bytes.fromHex("ff".repeat(32)), Bytes.empty()
                }) {
            assertThatThrownBy(() -> Secp256k1.privateKey(wrong)).isInstanceOf(GossipException.class);
        }
    }
}
