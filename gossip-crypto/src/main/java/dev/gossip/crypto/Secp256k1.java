package dev.gossip.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.crypto.ec.BouncyCastle;
import dev.gossip.crypto.ec.CurveDomain;
import dev.gossip.crypto.ec.EcKeys;
import dev.gossip.crypto.ec.RecoverableSignature;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.LocalIdentity;
import java.io.IOException;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Keys on secp256k1 as FISCO BCOS and Ethereum write them, and signatures from which the signer's key can be recovered.
 *
 * <pre>
 *   0    r, 32 bytes
 *   32   s, 32 bytes, at most half the order
 *   64   v: bit 0 whether the y of the nonce's point is odd, bit 1 whether its x is above the order
 * </pre>
 */
public final class Secp256k1 {

    private static final int POINT_BYTES = 65;
    private static final int NUMBER_BYTES = 32;

    private Secp256k1() {}

    /**
     * A public key from its point: 65 bytes that begin with 04, or the 64 after it.
     *
     * @throws GossipException if this is no point of the curve
     */
    public static PublicKey publicKey(Bytes point) {
        Bytes whole = point.length() == POINT_BYTES - 1 ? Bytes.concat(Bytes.fromHex("04"), point) : point;
        if (whole.length() != POINT_BYTES || whole.get(0) != 4) {
            throw new GossipException("a public key on secp256k1 has 65 bytes that begin with 04, or the 64 bytes after"
                    + " it; this has " + point.length());
        }
        try {
            return open(curve().parameters().getCurve().decodePoint(whole.toByteArray()));
        } catch (IllegalArgumentException e) {
            throw new GossipException("this is no point of secp256k1: " + e.getMessage(), e);
        }
    }

    /**
     * A private key from its number, 32 bytes.
     *
     * @throws GossipException if it is not from 1 to the order - 1
     */
    public static PrivateKey privateKey(Bytes number) {
        if (number.length() != NUMBER_BYTES) {
            throw new GossipException("a private key on secp256k1 has 32 bytes, not " + number.length());
        }
        try {
            ECPrivateKeyParameters secret =
                    new ECPrivateKeyParameters(new BigInteger(1, number.toByteArray()), curve().parameters());
            PrivateKey key = BouncyCastle.privateKey(PrivateKeyInfoFactory.createPrivateKeyInfo(secret));
            if (key == null) {
                throw new GossipException("Bouncy Castle has no converter for EC keys");
            }
            return key;
        } catch (IllegalArgumentException | IOException e) {
            throw new GossipException("this is no private key on secp256k1: it is out of range", e);
        }
    }

    /**
     * The public key that belongs to a private one.
     *
     * @throws GossipException if the key is on another curve
     */
    public static PublicKey publicKey(PrivateKey key) {
        return open(EcKeys.publicOf(secret(key)).getQ());
    }

    /**
     * The 65 bytes of a public key's point; in hexadecimal the text that FISCO BCOS's SDKs know subscribers of private topics
     * by.
     *
     * @throws GossipException if the key is on another curve
     */
    public static Bytes point(PublicKey key) {
        if (!(key instanceof ECPublicKey ec) || !EcKeys.isOn(CurveDomain.SECP256K1, key)) {
            throw new GossipException("this key of " + key.getAlgorithm() + " is not on secp256k1");
        }
        return Bytes.wrap(EcKeys.parameters(ec, curve()).getQ().getEncoded(false));
    }

    /** An identity without certificate that signs by {@link Secp256k1Signer}, for private topics of FISCO BCOS. */
    public static LocalIdentity identity(PrivateKey key) {
        PublicKey open = publicKey(key);
        return new LocalIdentity(
                new Identity("", point(open), open, Optional.empty(), Instant.MAX), key, new Secp256k1Signer());
    }

    /**
     * Signs a digest of 32 bytes: 65 bytes.
     *
     * @throws GossipException if the key is on another curve, or the digest has another length
     */
    public static Bytes sign(PrivateKey key, Bytes digest) {
        ECPrivateKeyParameters secret = secret(key);
        requireDigest(digest);
        return RecoverableSignature.sign(secret, digest.toByteArray()).encode();
    }

    /**
     * Who signed a digest of 32 bytes. Every signature with numbers in range has somebody who made it, so compare the answer
     * with the key that you expect.
     *
     * @return empty if the signature is not in the form above, high s included, or nobody made it
     * @throws GossipException if the digest has another length
     */
    public static Optional<PublicKey> recover(Bytes digest, Bytes signature) {
        requireDigest(digest);
        return RecoverableSignature.decode(signature)
                .flatMap(read -> read.signer(digest.toByteArray()))
                .map(Secp256k1::open);
    }

    private static void requireDigest(Bytes digest) {
        if (digest.length() != NUMBER_BYTES) {
            throw new GossipException("a digest to sign has 32 bytes, not " + digest.length());
        }
    }

    private static ECPrivateKeyParameters secret(PrivateKey key) {
        if (!(key instanceof ECPrivateKey ec) || !EcKeys.isOn(CurveDomain.SECP256K1, key)) {
            throw new GossipException(
                    "this " + key.getAlgorithm() + " key is not on secp256k1, or its number is not readable");
        }
        return EcKeys.parameters(ec, curve());
    }

    private static PublicKey open(ECPoint point) {
        try {
            return BouncyCastleProvider.getPublicKey(SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                    new ECPublicKeyParameters(point, curve().parameters())));
        } catch (IOException e) {
            throw new GossipException("the public key cannot be encoded: " + e.getMessage(), e);
        }
    }

    private static CurveDomain curve() {
        return CurveDomain.SECP256K1;
    }
}
